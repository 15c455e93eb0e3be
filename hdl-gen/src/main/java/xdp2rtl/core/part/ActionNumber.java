package xdp2rtl.core.part;

import xdp2rtl.hdl.Bits;
import xdp2rtl.linux.XdpAction;

/// The number of an action.
public final class ActionNumber {
    private ActionNumber() {}

    /// As the actions on `beside` have it, in as many bits, under its name.
    public static Bits of(XdpAction action, Bits beside) {
        return Bits.named(action.text(), Bits.of(beside.width(), action.number()));
    }
}
