package xdp2rtl.linux;

import java.util.Optional;
import java.util.stream.Stream;

/// What a program returns (`enum xdp_action` of Linux, include/uapi/linux/bpf.h).
public enum XdpAction {
    ABORTED(0), DROP(1), PASS(2), TX(3), REDIRECT(4);

    private final int number;

    XdpAction(int number) { this.number = number; }

    public int number() { return number; }

    /// The kernel's name, such as `XDP_PASS`.
    public String text() { return "XDP_" + name(); }

    /// Whether somebody sees the packet afterwards.
    public boolean keepsPacket() {
        return switch (this) {
            case ABORTED, DROP -> false;
            case PASS, TX, REDIRECT -> true;
        };
    }

    /// The same of a number; a packet with an unknown action is dropped.
    public static boolean keepsPacket(long action) {
        return of(action).map(XdpAction::keepsPacket).orElse(false);
    }

    /// Whether a program's answer is this one.
    public boolean is(long action) { return action == number; }

    /// The action of a number; Linux drops the packet where there is none, as for ABORTED.
    public static Optional<XdpAction> of(long action) {
        return Stream.of(values()).filter(known -> known.number == action).findFirst();
    }

    /// The name of an action, or its number where it has no name.
    public static String text(long action) {
        return of(action).map(XdpAction::text).orElseGet(() -> Long.toUnsignedString(action));
    }
}
