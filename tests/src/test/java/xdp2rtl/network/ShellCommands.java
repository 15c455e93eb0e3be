package xdp2rtl.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs shell commands in the checkout's root. `./xdp2rtl` is the classes of this test run.
///
/// @param folder for output; `$DIR` in commands
/// @param device what `XDP2RTL_DEVICE` says
record ShellCommands(Path folder, String device) {
    private static final Path ROOT = Path.of("..");
    /// A board may have to be built first.
    private static final int MOST_SECONDS = 900;

    /// What the commands print on standard output; they must end well.
    String run(String commands) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            Process process = start(commands, out, err);
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("not over within %d s: %s".formatted(MOST_SECONDS, commands));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(
                        "exit code %d of\n%s\n%s".formatted(process.exitValue(), commands, Files.readString(err)));
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(commands, e);
        }
    }

    /// A command that goes on until it is told to end; it has no children.
    Process start(String command, Path out, Path err) throws IOException {
        var builder = new ProcessBuilder(List.of("sh", "-e", "-c", withJava(command))).directory(ROOT.toFile());
        builder.environment().put("DIR", folder.toString());
        builder.environment().put("XDP2RTL_DEVICE", device);
        return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    private static String withJava(String command) {
        return command.replace("./xdp2rtl",
                "'%s' --enable-native-access=ALL-UNNAMED -cp '%s' xdp2rtl.cli.Main".formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path")));
    }

    /// Fails with the line that installs what is missing.
    static void needs(String... programs) {
        for (String program : programs) {
            boolean there = List.of(System.getenv("PATH").split(":")).stream()
                    .anyMatch(path -> Files.isExecutable(Path.of(path, program)))
                    || Files.isExecutable(Path.of("/usr/sbin", program));
            if (!there) {
                throw new AssertionError("%s is missing; install it: ".formatted(program)
                        + "apt-get install iproute2 iputils-ping netcat-openbsd curl tcpdump bpftool clang-19");
            }
        }
    }
}
