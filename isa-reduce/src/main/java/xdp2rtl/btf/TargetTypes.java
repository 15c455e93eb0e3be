package xdp2rtl.btf;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/// The types that CO-RE relocations are answered from: those of a kernel, or those of the user-space API alone.
public final class TargetTypes {
    private final Btf btf;
    private final boolean whole;

    private TargetTypes(Btf btf, boolean whole) {
        this.btf = btf;
        this.whole = whole;
    }

    /// Structs and enumerations of the user-space API of Linux 6.18 that XDP programs meet: the context, helper
    /// numbers, map types, actions, packet headers. Of other types nothing is known.
    public static TargetTypes userApi() {
        return new TargetTypes(UserApi.TYPES, false);
    }

    /// All types of a kernel: as in /sys/kernel/btf/vmlinux, or in an ELF file with a section .BTF.
    /// @throws xdp2rtl.diagnostic.InputError if the file holds none
    public static TargetTypes read(Path file) {
        return new TargetTypes(BtfFile.read(file), true);
    }

    /// The same of an object of types.
    public static TargetTypes of(Btf kernel) {
        return new TargetTypes(kernel, true);
    }

    Btf btf() {
        return btf;
    }

    /// Whether a type that is not here does not exist.
    boolean isWhole() { return whole; }

    /// The number of a function of this name.
    public OptionalInt function(String name) {
        return btf.named(EssentialName.of(name)).stream().mapToInt(id -> id)
                .filter(id -> btf.type(id) instanceof BtfType.Function function && function.name().equals(name))
                .findFirst();
    }

    /// The types of the same name and kind as one of a program.
    List<Integer> candidates(BtfType local) {
        return btf.named(EssentialName.of(local.name())).stream()
                .filter(id -> Compatibility.ofKinds(local, btf.type(id))).toList();
    }
}
