package xdp2rtl.verilator;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xdp2rtl.port.EngineUnavailable;

/// Verilator and the C++ tools that it drives, as they are installed here.
///
/// @param verilator the program
/// @param version   what Verilator and the compiler say of themselves; part of every cache key
public record Verilator(Path verilator, String version) {
    /// How the tools are installed on Debian and Ubuntu.
    public static final String INSTALL = "apt-get install verilator g++ make";
    /// The oldest that is known to build the core right: Debian 12's.
    private static final int[] OLDEST = {5, 6};
    private static final Pattern VERSION = Pattern.compile("Verilator (\\d+)\\.(\\d+)");

    /// Looks along PATH.
    ///
    /// @throws EngineUnavailable if a tool is missing or too old; the message has the line that installs it
    public static Verilator find() {
        return find(Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(Path::of)
                .toList());
    }

    static Verilator find(List<Path> path) {
        Path verilator = tool("verilator", path);
        Path compiler = tool("g++", path);
        tool("make", path);
        String about = output(verilator, "--version");
        Matcher version = VERSION.matcher(about);
        if (!version.find()) {
            throw new EngineUnavailable(
                    "`%s --version` does not name a version: %s".formatted(verilator, about.strip()));
        }
        int[] found = {Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))};
        if (Arrays.compare(found, OLDEST) < 0) {
            throw new EngineUnavailable("%s is version %d.%03d; the core needs 5.006 or newer. Install it: %s"
                    .formatted(verilator, found[0],
                            found[1], INSTALL));
        }
        return new Verilator(verilator,
                about.strip() + "; " + output(compiler, "--version").lines().findFirst().orElse(""));
    }

    private static Path tool(String name, List<Path> path) {
        Optional<Path> found =
                path.stream().map(directory -> directory.resolve(name)).filter(Files::isExecutable).findFirst();
        return found.orElseThrow(
                () -> new EngineUnavailable("there is no `%s` here. Install it: %s".formatted(name, INSTALL)));
    }

    private static String output(Path tool, String argument) {
        return Command.run(List.of(tool.toString(), argument), Path.of("").toAbsolutePath()).output();
    }

    /// The command line that makes `library` of `sources` in the current directory.
    List<String> command(List<String> flags, String top, List<String> sources, String library) {
        List<String> line =
                new ArrayList<>(List.of(verilator.toString(), "--cc", "--exe", "--build", "--prefix", "Model",
                        "--top-module", top, "--Mdir", "obj", "-o", library, "-j", Integer.toString(jobs())));
        line.addAll(flags);
        line.addAll(sources);
        return line;
    }

    private static int jobs() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    }

    /// What decides the bytes of a library besides its sources.
    byte[] identity(List<String> flags, String top) {
        return (version + "\n" + top + "\n" + String.join("\n", flags)).getBytes(StandardCharsets.UTF_8);
    }
}
