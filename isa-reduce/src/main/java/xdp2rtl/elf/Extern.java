package xdp2rtl.elf;

/// A variable or function that an object declares and Linux defines.
///
/// @param weak whether it may be missing; it is 0 then
/// @param type of the variable, by BTF
record Extern(String name, boolean weak, Kind kind, int type) {

    enum Kind {
        /// Of the kernel's configuration (`__kconfig`).
        OPTION,
        /// Of the kernel (`__ksym`).
        SYMBOL
    }
}
