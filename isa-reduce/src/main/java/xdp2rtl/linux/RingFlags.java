package xdp2rtl.linux;

/// Numbers about rings of records: the flags of their helpers (include/uapi/linux/bpf.h).
public final class RingFlags {
    /// BPF_RB_NO_WAKEUP and BPF_RB_FORCE_WAKEUP: whether a sleeping reader is told of a record.
    public static final int WAKEUPS = 1 | 2;
    /// BPF_RB_AVAIL_DATA: bytes between the positions of the reader and of the program.
    public static final int AVAILABLE = 0;
    /// BPF_RB_RING_SIZE.
    public static final int SIZE = 1;
    /// BPF_RB_CONS_POS: bytes that the reader has taken, ever.
    public static final int CONSUMED = 2;
    /// BPF_RB_PROD_POS: bytes that the program has reserved, ever.
    public static final int PRODUCED = 3;

    /// The smallest ring is a page.
    public static final int LEAST_BYTES = 4096;

    private RingFlags() {}
}
