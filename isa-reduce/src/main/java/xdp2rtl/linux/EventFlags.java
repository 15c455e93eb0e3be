package xdp2rtl.linux;

/// The flags of bpf_perf_event_output (include/uapi/linux/bpf.h).
public final class EventFlags {
    /// Which CPU's entry (BPF_F_INDEX_MASK).
    public static final long INDEX = 0xffff_ffffL;
    /// The own one's (BPF_F_CURRENT_CPU).
    public static final long CURRENT_CPU = INDEX;
    /// How many bytes of the packet follow the data (BPF_F_CTXLEN_MASK).
    public static final long PACKET_BYTES = 0xf_ffffL << 32;
    public static final int PACKET_SHIFT = 32;

    private EventFlags() {}
}
