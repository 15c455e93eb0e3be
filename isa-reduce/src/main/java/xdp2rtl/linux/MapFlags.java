package xdp2rtl.linux;

/// Flags with which a map is created (`BPF_F_*` of Linux, include/uapi/linux/bpf.h).
public final class MapFlags {
    /// BPF_F_NO_PREALLOC: entries get memory when they come. Linux makes no LPM_TRIE without it, and no LRU map with
    /// it.
    public static final int NO_PREALLOC = 1;
    /// BPF_F_NO_COMMON_LRU: each CPU has entries of its own to replace.
    public static final int NO_COMMON_LRU = 1 << 1;
    /// BPF_F_ZERO_SEED: hashes begin with 0, not with a random number.
    public static final int ZERO_SEED = 1 << 6;
    /// BPF_F_RDONLY_PROG: programs may not write values.
    public static final int RDONLY_PROG = 1 << 7;
    /// BPF_F_INNER_MAP: a map of maps takes arrays of other sizes too.
    public static final int INNER_MAP = 1 << 12;
    /// BPF_F_WRONLY_PROG: programs may not read values.
    public static final int WRONLY_PROG = 1 << 8;

    /// In the lowest bits of map_extra, how many hashes a BLOOM_FILTER makes of a value.
    public static final int MOST_HASHES = 15;

    private MapFlags() {}
}
