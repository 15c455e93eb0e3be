package xdp2rtl.lower;

import java.util.List;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Width;
import xdp2rtl.lower.Variable.Piece;

/// Stack bytes that are values: a store is cut into pieces, a load put together from them.
final class StackLowering {
    private final Site site;
    private final Emitter emitter;

    StackLowering(Site site) {
        this.site = site;
        this.emitter = site.emitter;
    }

    /// The bytes from `start` on, zero-extended; `pieces` cover them, and may begin before and end behind.
    Value gather(List<Piece> pieces, int start, int size) {
        Value sum = Value.ZERO;
        for (Piece piece : pieces) {
            int from = Math.max(piece.start(), start);
            int to = Math.min(piece.end(), start + size);
            if (from < to) {
                Value part = cut(site.read(piece), from - piece.start(), to - from, piece.size());
                sum = join(sum, part, from - start);
            }
        }
        return sum;
    }

    void scatter(List<Piece> pieces, int start, Value value) {
        for (Piece piece : pieces) {
            site.write(piece, cut(value, piece.start() - start, piece.size(), Long.BYTES));
        }
    }

    /// Bytes `from` to `from + size` of a value that is zero above its first `known` bytes.
    Value cut(Value value, int from, int size, int known) {
        Value shifted = emitter.alu(AluOp.RSH, value, 8L * from);
        if (from + size >= known) { return shifted; }
        return size == 4 ? emitter.low32(shifted) : keepLow(shifted, size);
    }

    private Value keepLow(Value value, int size) {
        if (size < 4) { return emitter.alu(AluOp.AND, value, (1L << 8 * size) - 1); }
        int unused = 64 - 8 * size;
        return emitter.alu(AluOp.RSH, emitter.alu(AluOp.LSH, value, unused), unused);
    }

    /// `low`, which has `at` bytes, with `part` above it.
    Value join(Value low, Value part, int at) {
        if (at == 0) { return part; }
        if (low.is(0) || part.is(0) || at != 4 && at != 2) {
            return emitter.alu(AluOp.OR, low, emitter.alu(AluOp.LSH, part, 8L * at));
        }
        return emitter.alu(at == 4 ? AluOp.PAIR : AluOp.PAIR16, Width.W64, low, part);
    }
}
