package xdp2rtl.elf;

import java.util.List;

/// A type of the BPF type format. Other types are referred to by number (0 is void); sizes are in bytes.
/// Source: Documentation/bpf/btf.rst of the kernel.
sealed interface BtfType {
    /// The name in C; empty where there is none.
    String name();

    record Void() implements BtfType {
        @Override public String name() { return "void"; }
    }

    record Int(String name, int size, boolean signed) implements BtfType {}

    record Float(String name, int size) implements BtfType {}

    record Pointer(String name, int target) implements BtfType {}

    record Array(String name, int element, long count) implements BtfType {}

    /// A struct, or a union if all members start at bit 0 by declaration.
    record Composite(String name, boolean union, long size, List<Member> members) implements BtfType {}

    /// `bits` is the width of a bit field, else 0; `bitOffset` counts from the start of the struct.
    record Member(String name, int type, long bitOffset, int bits) {}

    record Enumeration(String name, int size, boolean signed, List<Enumerator> values) implements BtfType {}

    record Enumerator(String name, long value) {}

    record Forward(String name) implements BtfType {}

    /// A typedef, a qualifier or a tag: another view of the same type.
    record Alias(String name, int target) implements BtfType {}

    record Function(String name, int prototype) implements BtfType {}

    record Prototype(String name, int result) implements BtfType {}

    record Variable(String name, int type) implements BtfType {}

    record DataSection(String name, List<Integer> variables) implements BtfType {}

    record DeclarationTag(String name, int target) implements BtfType {}
}
