package xdp2rtl.project;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A block of a page that shows a command and what it prints. A line `...` stands for any number of lines.
/// @param start where in the text the output begins
record ConsoleBlock(String command, int start, String output) {
    private static final Pattern BLOCK = Pattern.compile("```console\n\\$ ([^\n]*)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TIME = Pattern.compile("\\d+\\.\\d{3}(?= s\\b|$)", Pattern.MULTILINE);

    static List<ConsoleBlock> all(String text) {
        var blocks = new ArrayList<ConsoleBlock>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new ConsoleBlock(matcher.group(1), matcher.start(2), matcher.group(2)));
        }
        return blocks;
    }

    /// Runs the command in the checkout's root, as the launcher does, but with the classes of this test run.
    String run() {
        String java = Readme.ROOT.getFileSystem().getPath(System.getProperty("java.home"), "bin", "java").toString();
        String shell = command.replace("./xdp2rtl", "'%s' --enable-native-access=ALL-UNNAMED -cp '%s' xdp2rtl.cli.Main"
                .formatted(java, System.getProperty("java.class.path")));
        try {
            Process process = new ProcessBuilder("sh", "-c", shell).directory(Readme.ROOT.toFile())
                    .redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(
                        "%s\nends with exit code %d:\n%s".formatted(command, process.exitValue(), text));
            }
            return text;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command, e);
        }
    }

    /// Times are never the same.
    static String withoutTimes(String text) {
        return TIME.matcher(text).replaceAll("#.###");
    }
}
