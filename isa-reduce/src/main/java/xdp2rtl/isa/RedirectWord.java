package xdp2rtl.isa;

/// What the register [Special#REDIRECT] holds when a packet ends with XDP_REDIRECT, and what leaves the core beside the
/// packet.
///
/// | bits | |
/// |---|---|
/// | 31..0 | the interface, or the host's queue where the map holds such; 0 for a broadcast |
/// | 61..32 | one more than the number of the map that named it; 0 if none did |
/// | 62 | to every interface in the map (BPF_F_BROADCAST) |
/// | 63 | of these, not to the one that the packet came in by (BPF_F_EXCLUDE_INGRESS) |
///
/// 0 is no target.
public record RedirectWord(long bits) {
    /// How far the flags of bpf_redirect_map are from their bits in the upper half.
    public static final int FLAG_SHIFT = 27;

    /// Bits of the word.
    public static final int MAP_BIT = 32;
    public static final int BROADCAST_BIT = 62;
    public static final int EXCLUDE_INGRESS_BIT = 63;

    private static final int MAP = (1 << 30) - 1;

    /// An interface index, or a queue of the host.
    public int target() { return (int) bits; }

    public boolean hasMap() { return upper(MAP) != 0; }

    /// Its number among the program's maps.
    public int map() { return upper(MAP) - 1; }

    public boolean isBroadcast() { return has(BROADCAST_BIT); }

    public boolean excludesIngress() { return has(EXCLUDE_INGRESS_BIT); }

    /// The upper half of a target that a map names.
    public static int ofMap(int map) { return map + 1; }

    private int upper(int mask) { return (int) (bits >>> MAP_BIT) & mask; }

    private boolean has(int bit) { return (bits >>> bit & 1) != 0; }
}
