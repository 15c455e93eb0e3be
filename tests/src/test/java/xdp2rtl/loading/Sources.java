package xdp2rtl.loading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The C programs of this package's resources, compiled when they are needed.
public final class Sources {
    private static final Path FOLDER = Path.of("src/test/resources/xdp2rtl/loading");
    private static final int MOST_SECONDS = 120;

    private Sources() {}

    /// The object of `NAME.bpf.c`, in `folder`.
    static Path compiled(Path folder, String name) {
        return compiled(FOLDER.resolve(name + ".bpf.c"), folder.resolve(name + ".bpf.o"), "v3");
    }

    public static Path compiled(Path source, Path object, String cpu) {
        String headers =
                "/usr/include/%s-linux-gnu".formatted(System.getProperty("os.arch").replace("amd64", "x86_64"));
        run("clang-19", "-O2", "-g", "-Wall", "-Werror", "-target", "bpf", "-mcpu=" + cpu, "-I" + headers, "-c",
                source.toString(),
                "-o", object.toString());
        return object;
    }

    /// What a command prints on standard output; it must end well.
    public static String run(String... command) {
        var result = tried(command);
        if (result.exitCode() != 0) {
            throw new AssertionError(
                    "%s: exit code %d\n%s".formatted(String.join(" ", command), result.exitCode(), result.err()));
        }
        return result.out();
    }

    public record Result(int exitCode, String out, String err) {}

    /// The same of a command that may fail.
    public static Result tried(String... command) {
        var words = new ArrayList<>(List.of(command));
        try {
            Path out = Files.createTempFile("loading", ".out");
            Path err = Files.createTempFile("loading", ".err");
            try {
                Process process =
                        new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
                if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("not over within %d s: %s".formatted(MOST_SECONDS, words));
                }
                return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s; apt-get install clang-19 libbpf-dev bpftool".formatted(words), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
