package xdp2rtl.linux;

/// Flags with which a map is created (`BPF_F_*` of Linux, include/uapi/linux/bpf.h).
public final class MapFlags {
    /// BPF_F_RDONLY_PROG: programs may not write values.
    public static final int RDONLY_PROG = 1 << 7;
    /// BPF_F_WRONLY_PROG: programs may not read values.
    public static final int WRONLY_PROG = 1 << 8;

    private MapFlags() {}
}
