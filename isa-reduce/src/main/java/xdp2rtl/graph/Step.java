package xdp2rtl.graph;

import xdp2rtl.isa.Operation;

/// An operation and where it comes from.
///
/// @param origin the place of the eBPF instruction in [xdp2rtl.elf.Program]'s list that this does the work of; -1 if
/// none does
public record Step(Operation operation, int origin) {
    public static final int NOWHERE = -1;

    @Override public String toString() { return operation.toString(); }
}
