package xdp2rtl.elf;

import java.util.Optional;

/// A map as its object declares it. Sizes are in bytes; `flags` are the kernel's BPF_F_ map flags.
///
/// Global data is a single-entry ARRAY map whose value is a section. `contents` is then what the section
/// holds at the start (zeroes for .bss, `valueSize` bytes in all); other maps start empty and have no
/// contents. `readOnly` is set for .rodata, whose contents the program cannot change. `inner` describes the
/// maps that a map of maps holds.
public record MapSpec(String name, MapType type, int keySize, int valueSize, int maxEntries, int flags,
                      boolean readOnly, Optional<Bytes> contents, Optional<MapSpec> inner) {

    /// BPF_F_RDONLY_PROG: programs may not write.
    private static final int READ_ONLY = 0x80;

    /// A map without flags or contents; sizes in bytes.
    public static MapSpec of(String name, MapType type, int keySize, int valueSize, int maxEntries) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, 0, false, Optional.empty(),
                Optional.empty());
    }

    /// A section of global data: an array of one value.
    public static MapSpec globalData(String name, Bytes contents, boolean readOnly) {
        return new MapSpec(name, MapType.ARRAY, 4, contents.length(), 1, readOnly ? READ_ONLY : 0, readOnly,
                Optional.of(contents), Optional.empty());
    }

    public boolean isGlobalData() {
        return contents.isPresent();
    }
}
