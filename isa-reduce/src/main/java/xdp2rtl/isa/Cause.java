package xdp2rtl.isa;

/// Why the hardware ended a packet with XDP_ABORTED of its own accord.
public enum Cause {
    /// It did not: the program ended.
    NONE,
    /// The packet is shorter than 14 or longer than 3,520 bytes; the program has not run.
    LENGTH,
    /// The program ran past its last bundle.
    PROGRAM,
    /// A load, store or atomic out of its range.
    ADDRESS,
    /// A request while another was outstanding.
    REQUEST,
    /// More bundles than the limit.
    RUNAWAY
}
