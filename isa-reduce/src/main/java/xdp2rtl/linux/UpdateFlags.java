package xdp2rtl.linux;

/// Flags of bpf_map_update_elem (`BPF_ANY` and so on of Linux, include/uapi/linux/bpf.h).
public final class UpdateFlags {
    /// BPF_ANY: the key may be there or not.
    public static final int ANY = 0;
    /// BPF_NOEXIST: the key must not be there.
    public static final int NOEXIST = 1;
    /// BPF_EXIST: the key must be there. No number above is taken but for LOCK.
    public static final int EXIST = 2;
    /// BPF_F_LOCK: the value's lock is held meanwhile.
    public static final int LOCK = 4;

    private UpdateFlags() {}
}
