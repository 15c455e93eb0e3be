package xdp2rtl.elf;

/// A function of a program: the slots `start` (inclusive) to `end` (exclusive). Nothing but a call enters it,
/// and it leaves by its exits.
public record Subprogram(String name, int start, int end) {}
