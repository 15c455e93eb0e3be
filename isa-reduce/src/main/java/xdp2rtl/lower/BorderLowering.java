package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W32;
import static xdp2rtl.isa.Width.W64;

import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.lower.Value.Constant;

/// bpf_xdp_adjust_head, bpf_xdp_adjust_tail and bpf_xdp_adjust_meta (net/core/filter.c). The operation moves
/// the border; that a grown tail is zero, and that metadata follows the head, is made here.
final class BorderLowering {
    /// The longest growth that is cleared without a loop.
    private static final int UNROLLED = 64;
    private static final int WORD = 4;

    private final Site site;
    private final Emitter emitter;

    BorderLowering(Site site) {
        this.site = site;
        this.emitter = site.emitter;
    }

    Value adjust(AdjustOp op) {
        Value delta = emitter.alu(AluOp.SEXT32, site.read(2), 0);
        return switch (op) {
            case HEAD -> site.metadata ? headWithMetadata(delta) : move(op, delta);
            case TAIL -> tail(delta);
            case META -> move(op, delta);
        };
    }

    private Value move(AdjustOp op, Value delta) {
        Reg dst = emitter.fresh();
        emitter.emit(new Operation.Adjust(op, dst, emitter.operand(delta)));
        return new Value.Held(dst);
    }

    /// What grows is asked before the move: so a packet that is cut, the usual one, need not be asked between its move
    /// and the next one.
    private Value tail(Value delta) {
        if (delta instanceof Constant(long number)) { return number <= 0 ? move(AdjustOp.TAIL, delta) : grown(delta); }
        Draft longer = emitter.open();
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.leaveIf(Cond.SGT, W64, delta, Value.ZERO, longer);
        emitter.jump(done, move(AdjustOp.TAIL, delta));
        emitter.begin(longer);
        emitter.jump(done, grown(delta));
        emitter.begin(done);
        return result;
    }

    /// The tail moved outwards, and zeroes where it has moved.
    private Value grown(Value delta) {
        Value from = emitter.get(site.wholeLength());
        Value result = move(AdjustOp.TAIL, delta);
        Draft done = emitter.open();
        emitter.leaveIf(Cond.NE, W64, result, Value.ZERO, done);
        if (delta instanceof Constant(long number) && number <= UNROLLED) {
            for (int at = 0; at < number;) {
                int bytes = Math.min(8, Integer.highestOneBit((int) number - at));
                clear(from, at, bytes);
                at += bytes;
            }
            emitter.jump(done);
        } else {
            clear(from, emitter.alu(AluOp.ADD, from, delta), done);
        }
        emitter.begin(done);
        return result;
    }

    private void clear(Value from, int at, int bytes) {
        emitter.store(new Access(Space.PACKET, from, at, Access.sizeOf(bytes), true, 0), Value.ZERO);
    }

    /// Clears the packet's bytes from `from` up to `to`, then goes to `done`.
    private void clear(Value from, Value to, Draft done) {
        Draft words = emitter.open();
        Draft bytes = emitter.open();
        Value word = emitter.parameter(words);
        Value single = emitter.parameter(bytes);
        Value lastWord = emitter.alu(AluOp.SUB, to, 8);
        emitter.jump(words, from);
        emitter.begin(words);
        emitter.leaveIf(Cond.SGT, W64, word, lastWord, bytes, word);
        clear(word, 0, 8);
        emitter.jump(words, emitter.alu(AluOp.ADD, word, 8));
        emitter.begin(bytes);
        emitter.leaveIf(Cond.SGE, W64, single, to, done);
        clear(single, 0, 1);
        emitter.jump(bytes, emitter.alu(AluOp.ADD, single, 1));
    }

    /// Metadata moves with the head. Where the head moves into the packet, the metadata's old place is out of
    /// reach afterwards, so it is copied first, if the move will succeed; where the head moves outwards, its
    /// new place is out of reach before.
    private Value headWithMetadata(Value delta) {
        Draft inwards = emitter.open();
        Draft outwards = emitter.open();
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        Value meta = emitter.get(Special.META);
        if (!emitter.branch(Cond.SLT, W64, delta, Value.ZERO, outwards)) {
            emitter.jump(inwards);
        }

        emitter.begin(inwards);
        Draft refused = emitter.open();
        Value most = emitter.alu(AluOp.SUB, emitter.get(Special.LENGTH), CoreConfig.MIN_PACKET);
        emitter.leaveIf(Cond.SGT, W64, delta, most, refused);
        // From the last word down: the new place may overlap the old one and lies above it.
        Draft moved = copy(Value.of(-WORD), meta, Value.ZERO, delta, -WORD);
        emitter.begin(moved);
        emitter.jump(refused);
        emitter.begin(refused);
        emitter.jump(done, move(AdjustOp.HEAD, delta));

        emitter.begin(outwards);
        Value outcome = move(AdjustOp.HEAD, delta);
        emitter.leaveIf(Cond.NE, W64, outcome, Value.ZERO, done, outcome);
        Value start = emitter.alu(AluOp.RSUB, meta, 0);
        Draft followed = copy(start, meta, emitter.alu(AluOp.RSUB, delta, 0), Value.ZERO, WORD);
        emitter.begin(followed);
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    /// Copies the metadata's words from the places `first`, `first + step`, ... plus `from` to the same plus
    /// `to`; goes on in the block that it returns.
    private Draft copy(Value first, Value meta, Value from, Value to, int step) {
        Draft head = emitter.open();
        Draft end = emitter.open();
        Value at = emitter.parameter(head);
        Value left = emitter.parameter(head);
        emitter.jump(head, first, meta);
        emitter.begin(head);
        emitter.leaveIf(Cond.EQ, W32, left, Value.ZERO, end);
        Value word = emitter.load(place(at, from), false);
        emitter.store(place(at, to), word);
        emitter.jump(head, emitter.alu(AluOp.ADD, at, step), emitter.alu(AluOp.SUB, left, WORD));
        return end;
    }

    private Access place(Value at, Value by) {
        return new Access(Space.PACKET, emitter.alu(AluOp.ADD, at, by), 0, Size.B4, false, 0);
    }
}
