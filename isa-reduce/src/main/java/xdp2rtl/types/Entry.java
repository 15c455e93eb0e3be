package xdp2rtl.types;

/// What a program is started with.
public enum Entry {
    /// R1 is the `xdp_md`.
    XDP,
    /// R1 is the address of the packet as plain memory and R2 its length, as eBPF conformance suites call
    /// programs.
    MEMORY
}
