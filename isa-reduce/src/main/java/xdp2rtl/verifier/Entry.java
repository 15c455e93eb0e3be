package xdp2rtl.verifier;

import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;

/// What a program is started with.
public sealed interface Entry {
    Entry XDP = new Xdp(false);
    Entry FRAGMENTS = new Xdp(true);

    /// R1 is the `xdp_md`.
    ///
    /// @param fragments whether the packet may go on in fragments behind `data_end`
    record Xdp(boolean fragments) implements Entry {}

    /// What an XDP program is started with on a core.
    static Entry of(Program program, CoreConfig config) {
        return program.takesFragments() && config.hasFragments() ? FRAGMENTS : XDP;
    }

    /// Whether the packet may go on in fragments behind `data_end`.
    default boolean hasFragments() { return this.equals(FRAGMENTS); }

    /// R1 is the address of the packet as plain memory, or 0 where there is none, and R2 its length, as eBPF
    /// conformance suites call programs.
    ///
    /// @param bytes the length
    record Memory(int bytes) implements Entry {}
}
