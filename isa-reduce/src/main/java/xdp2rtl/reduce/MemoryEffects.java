package xdp2rtl.reduce;

import java.util.Optional;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.reduce.rules.KnownBits;

/// Which operations change which memory, and which accesses cannot touch the same bytes.
final class MemoryEffects {
    private MemoryEffects() {}

    /// Whether the operation may change what some load from the space reads, a non-faulting load beyond the packet's
    /// end included.
    static boolean changes(Space space, Operation operation) {
        return switch (operation) {
            case Operation.Store o -> o.space() == space;
            case Operation.Adjust _ -> space == Space.PACKET;
            case Operation.MapRequest o -> space == Space.MAP && switch (o.op()) {
                case LOOKUP -> false;
                case UPDATE, DELETE -> true;
            };
            case Operation.MapAdd _, Operation.AtomicRequest _ -> space == Space.MAP;
            case Operation.Compute _, Operation.Load _, Operation.Transfer _, Operation.Get _, Operation.Put _,
                 Operation.Push _, Operation.DivideRequest _ ->
                false;
        };
    }

    /// A range of bytes that an access touches.
    ///
    /// @param at what is known of the base
    record Bytes(Space space, Optional<Reg> base, long offset, int size, int alias, KnownBits at) {
        /// Whether the two never share a byte. Addresses of one base are told apart by their offsets, others
        /// by their alias numbers or by the ranges of their bases.
        boolean apart(Bytes other) {
            if (space != other.space || alias != 0 && other.alias != 0 && alias != other.alias) { return true; }
            if (space == Space.MAP && CoreConfig.mayMeetAsPerCpu(offset, other.offset)) { return false; }
            if (base.equals(other.base)) {
                return offset + size <= other.offset || other.offset + other.size <= offset;
            }
            return space != Space.MAP && at.fits(32) && other.at.fits(32)
                    && (at.max() + offset + size <= other.at.min() + other.offset
                            || other.at.max() + other.offset + other.size <= at.min() + offset);
        }

        /// Whether all bytes of the other are among these.
        boolean covers(Bytes other) {
            return space == other.space && base.equals(other.base) && offset <= other.offset
                    && other.offset + other.size <= offset + size;
        }
    }

    /// The bytes that the operation reads or writes, if it is an access whose bytes are known, and no barrier; a change
    /// without them may touch everything.
    static Optional<Bytes> touched(Operation operation, Scope scope) {
        return switch (operation) {
            case Operation.AtomicRequest o when o.op().isBarrier() -> Optional.empty();
            case Operation.Addressed o -> Optional.of(new Bytes(o.space(), o.base(), o.offset(), o.bytes(), o.alias(),
                    o.base().map(scope::known).orElse(KnownBits.constant(0))));
            case Operation.Compute _, Operation.Transfer _, Operation.ContextAccess _, Operation.Push _,
                 Operation.MapRequest _, Operation.DivideRequest _ ->
                Optional.empty();
        };
    }
}
