package xdp2rtl.flow;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;

/// What a run has done to the packet so far, whatever way it took.
///
/// @param head    how far the packet's first byte is behind that of the packet as it arrived; empty if that is not known
/// @param changed bit n: byte n of the packet as it arrived, 0 to 63, may have been written
/// @param pending a move of the head of which it is not known whether it succeeded; the head is where it was before
record Moves(OptionalInt head, long changed, Optional<Pending> pending) {
    static final Moves NONE = new Moves(OptionalInt.of(0), 0, Optional.empty());
    private static final long ALL = -1;

    /// @param result 0 if the head has moved
    record Pending(Reg result, int by) {}

    /// Where the bytes come from that a load at a known place reads.
    ByteOrigin origin(long place) {
        long arrived = place + head.orElse(0);
        boolean same = head.isPresent() && pending.isEmpty() && arrived >= 0 && arrived < Long.SIZE
                && (changed >>> arrived & 1) == 0;
        return same ? new ByteOrigin.Packet((int) arrived) : ByteOrigin.OTHER;
    }

    Moves after(Operation operation) {
        return switch (operation) {
            case Operation.Store o when o.space() == Space.PACKET -> o.base().isEmpty() && settled()
                    ? written(o.offset() + (long) head.getAsInt(), o.bytes()) : new Moves(head, ALL, pending);
            case Operation.Adjust(AdjustOp op, Reg dst, Operand delta) when op == AdjustOp.HEAD ->
                delta instanceof Immediate(int by) && settled() ? new Moves(head, changed,
                        Optional.of(new Pending(dst, by))) : new Moves(OptionalInt.empty(), changed, Optional.empty());
            case Operation.Compute _, Operation.Access _, Operation.MapAdd _, Operation.Transfer _,
                 Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                this;
        };
    }

    private boolean settled() { return head.isPresent() && pending.isEmpty(); }

    private Moves written(long first, int bytes) {
        long now = changed;
        for (long at = Math.max(0, first); at < Math.min(Long.SIZE, first + bytes); at++) {
            now |= 1L << at;
        }
        return new Moves(head, now, pending);
    }

    /// Behind a branch that has been taken, or not.
    Moves behind(Operation.Branch branch, boolean taken) {
        if (pending.isEmpty() || !branch.left().equals(pending.get().result())
                || !branch.right().equals(new Immediate(0))) {
            return this;
        }
        Cond cond = branch.cond();
        boolean zero = cond == Cond.EQ && taken || cond == Cond.NE && !taken;
        boolean error = cond == Cond.NE && taken || cond == Cond.EQ && !taken || cond == Cond.SLT && taken;
        return zero ? new Moves(OptionalInt.of(head.getAsInt() + pending.get().by()), changed, Optional.empty())
                : error ? new Moves(head, changed, Optional.empty()) : this;
    }

    /// On either of two ways.
    Moves or(Moves other) {
        if (equals(other)) { return this; }
        boolean same = head.equals(other.head) && pending.equals(other.pending);
        return new Moves(same ? head : OptionalInt.empty(), changed | other.changed,
                same ? pending : Optional.empty());
    }

    /// Where a load of so many bytes at a known place has its bytes from, as they lie in memory.
    List<ByteOrigin> origins(long place, int bytes) {
        return LongStream.range(place, place + bytes).mapToObj(this::origin).toList();
    }
}
