package xdp2rtl.elf;

import xdp2rtl.btf.Slice;

/// A section of an object file. `data` is empty where `type` is NOBITS, which has a size but no bytes.
record Section(int index, String name, int type, long flags, long size, int link, int info, Slice data) {
    static final int PROGBITS = 1;
    static final int SYMTAB = 2;
    static final int STRTAB = 3;
    static final int RELA = 4;
    static final int NOBITS = 8;
    static final int REL = 9;
    private static final int EXECINSTR = 4;

    /// The section in which the compiler puts functions that have no section of their own: subprograms.
    static final String SUBPROGRAMS = ".text";

    boolean isCode() { return type == PROGBITS && (flags & EXECINSTR) != 0 && size > 0; }

    boolean isGlobalData() {
        return (type == PROGBITS || type == NOBITS)
                && (isNamed(".data") || isNamed(".rodata") || isNamed(".bss"));
    }

    boolean isReadOnlyData() { return isNamed(".rodata"); }

    boolean isLegacyMaps() { return type == PROGBITS && (name.equals("maps") || name.startsWith("maps/")); }

    private boolean isNamed(String family) {
        return name.equals(family) || name.startsWith(family + ".");
    }
}
