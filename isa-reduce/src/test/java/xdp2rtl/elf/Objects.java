package xdp2rtl.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import xdp2rtl.btf.TargetTypes;

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

    /// An object that is loaded as its settings say.
    static ElfObject own(String name, LoadSettings settings) {
        return ElfObject.parse(name, bytes(name), settings);
    }

    /// Settings with the types of an object as those of the kernel.
    static LoadSettings types(String name) {
        return new LoadSettings(TargetTypes.read(path(name)), KernelConfiguration.NONE, Map.of(), Map.of(), Map.of(),
                _ -> 0);
    }

    /// Where one of our own is.
    static Path path(String name) {
        return Path.of("src/test/resources/xdp2rtl/elf").resolve(name);
    }

    static Path debian(String name) {
        Path path = DEBIAN.resolve(name);
        if (!Files.exists(path)) { throw new AssertionError(path + " is missing: apt-get install xdp-tools libxdp1"); }
        return path;
    }
}
