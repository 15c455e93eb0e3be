package xdp2rtl.depend;

import java.util.Optional;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;

/// The order between two operations of one path that is not visible in registers: memory, requests, the packet's
/// borders, specials.
///
/// That an ordinary load or a store may fault orders it against border moves and memory only: in a program that the
/// compiler accepts none faults, and one that does ends with XDP_ABORTED wherever it stands on its path.
public final class Ordering {
    private Ordering() {}

    /// Whether the operation must run on exactly the paths that contain it: it has an effect, or answers differently
    /// each time.
    public static boolean isPinned(Operation operation) {
        return operation.hasEffect()
                || operation instanceof Operation.Get get
                        && (get.special() == Special.TIME || get.special() == Special.RANDOM);
    }

    /// Whether there can be an order between the operation and another one.
    public static boolean isOrdered(Operation operation) {
        return switch (operation) {
            case Operation.Compute _, Operation.Jump _, Operation.Exit _ -> false;
            case Operation.Branch o -> o.left() instanceof Length || o.right() instanceof Length;
            case Operation.Access _, Operation.MapAdd _, Operation.ContextAccess _, Operation.Push _,
                 Operation.Request _ ->
                true;
        };
    }

    /// What holds for `second` if `first` precedes it. Register numbers must mean the same value in both.
    public static Order between(Operation first, Operation second) {
        return strictest(memory(first, second), strictest(requests(first, second),
                strictest(borders(first, second), specials(first, second))));
    }

    private static Order memory(Operation first, Operation second) {
        Optional<MemoryUse> a = MemoryUse.of(first);
        Optional<MemoryUse> b = MemoryUse.of(second);
        if (a.isEmpty() || b.isEmpty() || !(a.get().writes || b.get().writes) || !a.get().mayOverlap(b.get())) {
            return Order.FREE;
        }
        return a.get().writes ? Order.NEXT_BUNDLE : Order.SAME_BUNDLE;
    }

    private static Order requests(Operation first, Operation second) {
        boolean asksFirst = first instanceof Operation.Request;
        boolean asksSecond = second instanceof Operation.Request;
        boolean ordered = asksFirst && (asksSecond || second instanceof Operation.Push || reads(second, Special.RESULT))
                || asksSecond && first instanceof Operation.Push
                || first instanceof Operation.Push a && second instanceof Operation.Push b && a.index() == b.index();
        if (ordered) { return Order.NEXT_BUNDLE; }
        return asksSecond && reads(first, Special.RESULT) ? Order.SAME_BUNDLE : Order.FREE;
    }

    private static Order borders(Operation first, Operation second) {
        if (first instanceof Operation.Adjust) {
            return second instanceof Operation.Adjust || seesBorders(second) ? Order.NEXT_BUNDLE : Order.FREE;
        }
        if (second instanceof Operation.Adjust && seesBorders(first)) {
            return first instanceof Operation.Store ? Order.NEXT_BUNDLE : Order.SAME_BUNDLE;
        }
        return Order.FREE;
    }

    private static boolean seesBorders(Operation operation) {
        return switch (operation) {
            case Operation.Access o -> o.space() == Space.PACKET;
            case Operation.Branch o -> o.left() instanceof Length || o.right() instanceof Length;
            case Operation.Get o -> o.special() == Special.LENGTH || o.special() == Special.WHOLE_LENGTH
                    || o.special() == Special.META;
            case Operation.Compute _, Operation.MapAdd _, Operation.Jump _, Operation.Exit _, Operation.Put _,
                 Operation.Adjust _, Operation.Push _, Operation.Request _ ->
                false;
        };
    }

    private static Order specials(Operation first, Operation second) {
        if (first instanceof Operation.Put put) {
            return second instanceof Operation.Put other && other.special() == put.special()
                    || reads(second, put.special()) ? Order.NEXT_BUNDLE : Order.FREE;
        }
        if (second instanceof Operation.Put put && reads(first, put.special())) { return Order.SAME_BUNDLE; }
        return first instanceof Operation.Get get && isPinned(first) && reads(second, get.special())
                ? Order.NEXT_BUNDLE : Order.FREE;
    }

    private static boolean reads(Operation operation, Special special) {
        return operation instanceof Operation.Get get && get.special() == special;
    }

    private static Order strictest(Order a, Order b) { return a.compareTo(b) >= 0 ? a : b; }

    /// What an operation does to memory. Updates, deletions and barriers touch every map value; a lookup touches only
    /// keys, which no store can reach.
    private record MemoryUse(Space space, boolean writes, boolean everywhere, Optional<Reg> base, int offset, int bytes,
            int alias) {

        private static final MemoryUse EVERYWHERE = new MemoryUse(Space.MAP, true, true, Optional.empty(), 0, 0, 0);

        static Optional<MemoryUse> of(Operation operation) {
            return switch (operation) {
                case Operation.AtomicRequest o when o.op().isBarrier() -> Optional.of(EVERYWHERE);
                case Operation.Addressed o ->
                    Optional.of(new MemoryUse(o.space(), !(o instanceof Operation.Load), false,
                            o.base(), o.offset(), o.bytes(), o.alias()));
                case Operation.MapRequest o when o.op() != MapOp.LOOKUP ->
                    Optional.of(EVERYWHERE);
                case Operation.Compute _, Operation.Transfer _, Operation.ContextAccess _, Operation.Push _,
                     Operation.MapRequest _, Operation.DivideRequest _ ->
                    Optional.empty();
            };
        }

        boolean mayOverlap(MemoryUse other) {
            if (space != other.space) { return false; }
            if (everywhere || other.everywhere) { return true; }
            if (alias != 0 && other.alias != 0 && alias != other.alias) { return false; }
            return !base.equals(other.base) || space == Space.MAP && CoreConfig.mayMeetAsPerCpu(offset, other.offset)
                    || (long) offset < (long) other.offset + other.bytes && (long) other.offset < (long) offset + bytes;
        }
    }
}
