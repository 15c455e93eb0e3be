package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Objects that tests make of a few lines of C, as users make them.
final class Clang {
    /// What every source begins with.
    private static final String HEAD = """
        #include <linux/bpf.h>
        #include <bpf/bpf_helpers.h>
        char _license[] SEC("license") = "GPL";
        """;

    private Clang() {}

    /// `NAME.o` in the folder; lines of the source count from 4.
    static Path object(Path folder, String name, String source, String... options) {
        try {
            Path file = Files.writeString(folder.resolve(name + ".c"), HEAD + source);
            var command = new ArrayList<>(List.of("clang-19", "-g", "-target", "bpf", "-mcpu=v3", "-isystem",
                    "/usr/include/x86_64-linux-gnu"));
            command.addAll(options.length == 0 ? List.of("-O2") : List.of(options));
            command.addAll(List.of("-c", file.getFileName().toString(), "-o", name + ".o"));
            Path errors = folder.resolve(name + ".err");
            Process clang = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(errors.toFile()).start();
            assertEquals(0, clang.waitFor(), () -> text(errors));
            Files.delete(errors);
            return folder.resolve(name + ".o");
        } catch (IOException e) {
            throw new AssertionError("clang-19 is needed; apt-get install clang-19 libbpf-dev", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
