package xdp2rtl.elf;

/// A symbol: a name for the byte `value` of a section. A section's own symbol has the section's name.
record Symbol(String name, int info, int visibility, int section, long value, long size) {
    private static final int LOCAL = 0;
    private static final int FUNCTION = 2;
    private static final int SECTION = 3;
    private static final int FILE = 4;
    private static final int WEAK = 2;
    private static final int INTERNAL = 1;
    private static final int HIDDEN = 2;
    static final int UNDEFINED = 0;
    private static final int COMMON = 0xfff2;

    boolean isFunction() { return type() == FUNCTION; }

    boolean isSection() { return type() == SECTION; }

    boolean isGlobal() { return info >> 4 != LOCAL; }

    boolean isWeak() { return info >> 4 == WEAK; }

    /// Global in C, but not for other objects. Linux's loader takes such a function for a static one.
    boolean isHidden() { return (visibility & 3) == INTERNAL || (visibility & 3) == HIDDEN; }

    /// Declared here, defined elsewhere: in the kernel, or in its configuration.
    boolean isExtern() { return section == UNDEFINED; }

    boolean isCommon() { return section == COMMON; }

    /// Something that the C program named: neither a section, nor a file, nor a compiler's label.
    boolean isObject() { return type() != SECTION && type() != FILE && type() != FUNCTION && !name.isEmpty(); }

    Symbol called(String otherName) {
        return new Symbol(otherName, info, visibility, section, value, size);
    }

    private int type() {
        return info & 0xf;
    }
}
