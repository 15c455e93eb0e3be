package xdp2rtl.boards.adapter;

import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

/// A register access in four phases, so that it can cross from one clock to another through two flip-flops
/// each way: `valid` rises when the other fields stand, `done` rises when the answer stands, `valid` falls,
/// `done` falls.
public final class RegisterRequest {
    private RegisterRequest() {}

    /// Bits of a byte address.
    public static final int ADDRESS = 16;

    /// The side that asks. `address` has all ones in its upper 4 bits where the access is beyond 4 KiB.
    public record Asking(Out valid, Out write, Out address, Out data, Out strobes, In done, In answer,
            In error) {
        public static Asking of(Component owner) {
            return new Asking(owner.out(1), owner.out(1), owner.out(ADDRESS), owner.out(32), owner.out(4),
                    owner.in(1), owner.in(32), owner.in(1));
        }
    }

    /// The side that answers.
    public record Answering(In valid, In write, In address, In data, In strobes, Out done, Out answer,
            Out error) {
        public static Answering of(Component owner) {
            return new Answering(owner.in(1), owner.in(1), owner.in(ADDRESS), owner.in(32), owner.in(4),
                    owner.out(1), owner.out(32), owner.out(1));
        }
    }
}
