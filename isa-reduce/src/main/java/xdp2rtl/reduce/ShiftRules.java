package xdp2rtl.reduce;

import static xdp2rtl.isa.AluOp.*;

import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Alu;
import xdp2rtl.isa.Width;

/// `v2 = lsh v1, 48; v3 = rsh v2, 48` becomes `v3 = and v1, 65535`; shifts that meet shifts, masks, sign
/// extensions and byte swaps, and a shift by 16 or 32 that is joined to a lower part.
///
/// Sound because the bits that go out at one end are known zero or masked away.
final class ShiftRules {
    private final Scope scope;

    ShiftRules(Scope scope) { this.scope = scope; }

    Operation once(Alu o, Known left, Known right) {
        return switch (o.op()) {
            case LSH -> o.right() instanceof Immediate by ? left(o, by.value() & o.width().bits() - 1) : o;
            case RSH -> o.right() instanceof Immediate by ? right(o, by.value() & o.width().bits() - 1) : o;
            case ARSH -> o.right() instanceof Immediate by ? arithmetic(o, left,
                by.value() & o.width().bits() - 1) : o;
            case ADD, OR, XOR -> joined(o, left, right);
            case SWAP16, SWAP32, SWAP64 -> swap(o);
            case SEXT8 -> extension(o, left, 8);
            case SEXT16 -> extension(o, left, 16);
            case SEXT32 -> extension(o, left, 32);
            case PAIR -> o.width() == Width.W32 ? low(o)
                : right.isConstant() && (right.min() & Known.LOW32) == 0 ? low(o) : o;
            case PAIR16 -> right.isConstant()
                && right.min() << 16 == 0 ? new Alu(MOV, o.width(), o.dst(), new Immediate(0), o.left()) : o;
            case SUB, RSUB, AND, MOV -> o;
        };
    }

    private Operation low(Alu o) { return new Alu(MOV, Width.W32, o.dst(), new Immediate(0), o.left()); }

    private Operation left(Alu o, int by) {
        if (by == 0) {
            return new Alu(MOV, o.width(), o.dst(), new Immediate(0), o.left());
        }
        Alu inner = shift(LSH, o);
        if (inner != null) {
            int sum = by + amount(inner);
            return sum >= o.width().bits() ? scope.constant(o.dst(), 0) : with(o, LSH, inner.left(), sum);
        }
        // v >> n << n clears the low bits.
        inner = shift(RSH, o);
        if (inner != null && amount(inner) == by && by < 31 && o.width() == Width.W64) {
            return with(o, AND, inner.left(), -1 << by);
        }
        return o;
    }

    private Operation right(Alu o, int by) {
        if (by == 0) {
            return new Alu(MOV, o.width(), o.dst(), new Immediate(0), o.left());
        }
        int bits = o.width().bits();
        Alu inner = shift(RSH, o);
        if (inner != null) {
            int sum = by + amount(inner);
            return sum >= bits ? scope.constant(o.dst(), 0) : with(o, RSH, inner.left(), sum);
        }
        inner = shift(LSH, o);
        if (inner != null) {
            int up = amount(inner);
            boolean lossless = scope.known(inner.left()).fits(bits - up);
            if (up == by) {
                return lossless ? Scope.copy(o.dst(), inner.left()) : mask(o, inner.left(), bits - by);
            }
            if (lossless) {
                return up < by ? with(o, RSH, inner.left(), by - up) : with(o, LSH, inner.left(), up - by);
            }
        }
        Alu pair = scope.alu(PAIR, o.left());
        if (pair != null && by == 32 && o.width() == Width.W64 && pair.width() == Width.W64) {
            return new Alu(MOV, Width.W32, o.dst(), new Immediate(0), pair.right());
        }
        Alu masked = scope.alu(AND, o.left());
        if (masked != null && masked.right() instanceof Immediate imm && o.width() == Width.W64
            && masked.width() == Width.W64
            && (~scope.known(masked.left()).zeros() & ~(long) imm.value()) >>> by == 0) {
            return with(o, RSH, masked.left(), by);
        }
        Alu swapped = scope.alu(SWAP32, o.left());
        if (swapped != null && by == 16 && scope.known(swapped.left()).fits(16)) {
            return new Alu(SWAP16, Width.W64, o.dst(), swapped.left(), new Immediate(0));
        }
        swapped = scope.alu(SWAP64, o.left());
        if (swapped != null && by == 48 && o.width() == Width.W64) {
            return new Alu(SWAP16, Width.W64, o.dst(), swapped.left(), new Immediate(0));
        }
        return swapped != null && by == 32 && o.width() == Width.W64
            ? new Alu(SWAP32, Width.W64, o.dst(), swapped.left(), new Immediate(0)) : o;
    }

    private Operation mask(Alu o, Operand value, int bits) {
        return bits == 32 ? new Alu(MOV, Width.W32, o.dst(), new Immediate(0), value)
            : bits < 32 ? new Alu(AND, Width.W64, o.dst(), value, new Immediate((int) ((1L << bits) - 1)))
            : o;
    }

    private Operation arithmetic(Alu o, Known value, int by) {
        int bits = o.width().bits();
        if (value.fits(bits - 1)) {
            return with(o, RSH, o.left(), by);
        }
        Alu inner = shift(LSH, o);
        if (inner != null && amount(inner) == by) {
            AluOp extend = bits - by == 8 ? SEXT8 : bits - by == 16 ? SEXT16 : bits - by == 32 ? SEXT32
                : o.op();
            return extend == o.op() ? o : new Alu(extend, o.width(), o.dst(), inner.left(), new Immediate(0));
        }
        return o;
    }

    private Operation extension(Alu o, Known value, int bits) {
        if (value.fits(bits - 1)) {
            return Scope.copy(o.dst(), o.left());
        }
        return (value.zeros() >>> bits - 1 & 1) != 0 && bits < 32 ? with(o, AND, o.left(), (1 << bits) - 1)
            : o;
    }

    private Operation swap(Alu o) {
        int bits = o.op() == SWAP16 ? 16 : o.op() == SWAP32 ? 32 : 64;
        Alu inner = scope.alu(o.op(), o.left());
        if (inner != null && bits < 64) {
            return mask(o, inner.left(), bits);
        }
        return inner != null && o.width() == Width.W64 && inner.width() == Width.W64
            ? Scope.copy(o.dst(), inner.left()) : o;
    }

    /// `low | high << n`, where the two share no bit.
    private Operation joined(Alu o, Known left, Known right) {
        if (o.width() == Width.W32 || !(o.right() instanceof Reg)
            || (~left.zeros() & ~right.zeros()) != 0) {
            return o;
        }
        Operation one = joined(o, left, o.left(), o.right());
        return one == o ? joined(o, right, o.right(), o.left()) : one;
    }

    private Operation joined(Alu o, Known low, Operand lower, Operand upper) {
        Alu shift = scope.alu(LSH, upper);
        if (shift == null || !(shift.right() instanceof Immediate by) || shift.width() != Width.W64) {
            return o;
        }
        Alu pair = scope.alu(PAIR, lower);
        if (pair != null && pair.width() == Width.W64 && by.value() == 48
            && scope.known(pair.right()).fits(16)) {
            // The upper half is put together by itself.
            Operand half = pair.right() instanceof Reg ? pair.right()
                : scope.put(MOV, Width.W64, new Immediate(0), pair.right());
            return new Alu(PAIR, Width.W64, o.dst(), pair.left(),
                scope.put(PAIR16, Width.W64, half, shift.left()));
        }
        if (by.value() == 32 && low.fits(32)) {
            return new Alu(PAIR, Width.W64, o.dst(), lower, shift.left());
        }
        return by.value() == 16 ? new Alu(PAIR16, Width.W64, o.dst(), lower, shift.left()) : o;
    }

    /// The shift by a constant that gives the left operand, at the same width; null if there is none.
    private Alu shift(AluOp op, Alu o) {
        Alu inner = scope.alu(op, o.left());
        return inner != null && inner.right() instanceof Immediate && inner.width() == o.width() ? inner
            : null;
    }

    private static int amount(Alu shift) {
        return ((Immediate) shift.right()).value() & shift.width().bits() - 1;
    }

    private static Alu with(Alu o, AluOp op, Operand left, int right) {
        return new Alu(op, o.width(), o.dst(), left, new Immediate(right));
    }
}
