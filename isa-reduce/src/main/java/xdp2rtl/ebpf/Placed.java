package xdp2rtl.ebpf;

/// An instruction and the slot (8 bytes each, from 0) at which it starts; jump offsets count slots.
public record Placed(int slot, Instruction instruction) {

    /// The slot of the instruction that follows in memory.
    public int next() {
        return slot + instruction.slots();
    }

    /// Where an offset in this instruction leads.
    public int target(int offset) {
        return slot + 1 + offset;
    }

    @Override public String toString() {
        return "%5d: %s".formatted(slot, instruction);
    }
}
