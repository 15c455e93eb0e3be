package xdp2rtl.engine.interpreter;

import xdp2rtl.ebpf.Instruction;

/// Somebody who looks on while the interpreter runs. What it throws, unless it is caught here, ends the run.
public interface Watch {
    /// Nobody.
    Watch NONE = new Watch() {
        @Override public void step(int slot, Instruction instruction, long[] registers, AddressSpace memory) {}

        @Override public void enters() {}

        @Override public void leaves() {}
    };

    /// In front of every instruction.
    /// @param registers the machine's own, not to be changed, nor is the memory
    void step(int slot, Instruction instruction, long[] registers, AddressSpace memory);

    /// A function of the program begins, called by the program or by a helper; not the program itself.
    void enters();

    /// It has ended, and R6 to R9 are its caller's again.
    void leaves();
}
