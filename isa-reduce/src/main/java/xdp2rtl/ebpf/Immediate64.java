package xdp2rtl.ebpf;

/// What the two-slot load puts into its register. Source: RFC 9669, section 5.4, table 12.
///
/// A program that [xdp2rtl.elf] has loaded holds constants and the two forms by index; the other forms exist
/// so that any bytecode can be decoded, printed and refused by name, and so that a kernel can be given its
/// file descriptors.
public sealed interface Immediate64 {

    record Constant(long value) implements Immediate64 {}

    /// The map itself, by its place in the program's list of maps.
    record Map(int index) implements Immediate64 {}

    /// The address of byte `offset` of the value of a single-entry map, by its place in the program's list of
    /// maps.
    record MapValue(int index, int offset) implements Immediate64 {}

    /// The map itself, by a file descriptor of the loading process.
    record MapByDescriptor(int descriptor) implements Immediate64 {}

    /// The address of byte `offset` of the first value of a map, by a file descriptor of the loading process.
    record MapValueByDescriptor(int descriptor, int offset) implements Immediate64 {}

    /// The address of a kernel variable, by its type in the kernel's or a module's BTF.
    record Variable(int type, int module) implements Immediate64 {}

    /// The address of a subprogram that starts `offset` slots after the slot that follows the first half.
    record Code(int offset) implements Immediate64 {}
}
