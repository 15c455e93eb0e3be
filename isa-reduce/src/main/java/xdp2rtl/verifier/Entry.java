package xdp2rtl.verifier;

/// What a program is started with.
public sealed interface Entry {
    Entry XDP = new Xdp();

    /// R1 is the `xdp_md`.
    record Xdp() implements Entry {}

    /// R1 is the address of the packet as plain memory, or 0 where there is none, and R2 its length, as eBPF
    /// conformance suites call programs.
    ///
    /// @param bytes the length
    record Memory(int bytes) implements Entry {}
}
