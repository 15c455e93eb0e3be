package xdp2rtl.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The objects that the tests read: our own, made from the C beside them, and those of Debian's packages.
final class Objects {
    private static final Path DEBIAN = Path.of("/usr/lib/x86_64-linux-gnu/bpf");

    private Objects() {}

    static byte[] bytes(String name) {
        try (var stream = Objects.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ElfObject own(String name) {
        return ElfObject.parse(name, bytes(name));
    }

    static Path debian(String name) {
        Path path = DEBIAN.resolve(name);
        if (!Files.exists(path)) {
            throw new AssertionError(path + " is missing: apt-get install xdp-tools libxdp1");
        }
        return path;
    }
}
