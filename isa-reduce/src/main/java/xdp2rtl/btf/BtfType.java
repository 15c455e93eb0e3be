package xdp2rtl.btf;

import java.util.List;

/// A type of the BPF type format. Other types are referred to by number (0 is void); sizes are in bytes.
/// Source: Documentation/bpf/btf.rst of the kernel.
public sealed interface BtfType {
    /// The name in C; empty where there is none.
    String name();

    record Void() implements BtfType {
        @Override public String name() { return "void"; }
    }

    /// `offset` is 0 but in objects of compilers that made bit fields of it.
    record Int(String name, int size, int encoding, int offset) implements BtfType {
        private static final int SIGNED = 1;
        private static final int CHAR = 2;
        private static final int BOOL = 4;

        public static Int of(String name, int size, boolean signed) {
            return new Int(name, size, signed ? SIGNED : 0, 0);
        }

        public boolean signed() { return (encoding & SIGNED) != 0; }

        public boolean letter() { return (encoding & CHAR) != 0; }

        public boolean bool() { return (encoding & BOOL) != 0; }
    }

    record Float(String name, int size) implements BtfType {}

    record Pointer(String name, int target) implements BtfType {}

    record Array(String name, int element, long count) implements BtfType {}

    /// A struct, or a union if all members start at bit 0 by declaration.
    record Composite(String name, boolean union, long size, List<Member> members) implements BtfType {}

    /// `bits` is the width of a bit field, else 0; `bitOffset` counts from the start of the struct.
    record Member(String name, int type, long bitOffset, int bits) {}

    record Enumeration(String name, int size, boolean signed, List<Enumerator> values) implements BtfType {}

    record Enumerator(String name, long value) {}

    record Forward(String name, boolean union) implements BtfType {}

    /// A typedef, a qualifier or a tag: another view of the same type.
    record Alias(String name, int target, boolean typedef) implements BtfType {}

    record Function(String name, int prototype, Linkage linkage) implements BtfType {}

    record Prototype(String name, int result, List<Integer> parameters) implements BtfType {}

    record Variable(String name, int type, Linkage linkage) implements BtfType {}

    record DataSection(String name, List<Integer> variables) implements BtfType {}

    record DeclarationTag(String name, int target) implements BtfType {}

    /// Who sees a function or a variable, in the format's order (`enum btf_func_linkage`).
    enum Linkage { STATIC, GLOBAL, EXTERN }
}
