package xdp2rtl.port;

/// Names of what a program returns (`enum xdp_action` of Linux, include/uapi/linux/bpf.h).
public final class Action {
    public static final long ABORTED = 0;
    public static final long DROP = 1;
    public static final long PASS = 2;
    public static final long TX = 3;
    public static final long REDIRECT = 4;

    private static final String[] NAMES = {"XDP_ABORTED", "XDP_DROP", "XDP_PASS", "XDP_TX", "XDP_REDIRECT"};

    private Action() {}

    /// The name of an action, or its number where Linux has no name and drops the packet as it does for ABORTED.
    public static String text(long action) {
        return action >= 0 && action < NAMES.length ? NAMES[(int) action] : Long.toUnsignedString(action);
    }

    /// Whether somebody sees the packet afterwards.
    public static boolean keepsPacket(long action) {
        return action == PASS || action == TX || action == REDIRECT;
    }
}
