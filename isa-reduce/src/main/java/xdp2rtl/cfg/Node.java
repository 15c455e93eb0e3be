package xdp2rtl.cfg;

import xdp2rtl.ebpf.Instruction;

/// One instruction in one inlined copy of its function.
///
/// @param id    unique in its [Cfg], from 0
/// @param place in the program's list of instructions
/// @param slot  of the instruction
/// @param frame the copy, a place in [Cfg#frames]
public record Node(int id, int place, int slot, Instruction instruction, int frame) {
    @Override public String toString() { return "%5d: %s".formatted(slot, instruction); }
}
