package xdp2rtl.linux;

/// Flags of bpf_redirect_map (include/uapi/linux/bpf.h; `__bpf_xdp_redirect_map`, include/linux/filter.h).
public final class RedirectFlags {
    /// The action to return if there is no entry.
    public static final int ACTION = 3;
    /// BPF_F_BROADCAST: to every device in the map.
    public static final int BROADCAST = 1 << 3;
    /// BPF_F_EXCLUDE_INGRESS: of these, not to the one that the packet came in by.
    public static final int EXCLUDE_INGRESS = 1 << 4;
    private RedirectFlags() {}

    /// What Linux takes for a map of this kind; other bits end the packet.
    public static int takenBy(MapType map) {
        return map.has(MapTrait.DEVICES) ? ACTION | BROADCAST | EXCLUDE_INGRESS : ACTION;
    }
}
