package xdp2rtl.reduce;

import static xdp2rtl.isa.AluOp.*;

import java.util.Optional;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Alu;
import xdp2rtl.isa.Width;

/// `v2 = swap16 v1; if eq v2, 2048` becomes `if eq v1, 8`: what is compared moves towards what was loaded.
///
/// Sound because each step is an equivalence of conditions, for all values that [Known] leaves open.
final class TestRules {
    /// A condition as it stands in a branch or comparison.
    record Test(Cond cond, Width width, Operand left, Operand right) {}

    private final Scope scope;

    TestRules(Scope scope) { this.scope = scope; }

    /// The simplest form of the condition; its left side is a register or the length.
    Test simplest(Test test) {
        for (int i = 0; i < 16; i++) {
            Test next = once(test);
            if (next.equals(test)) {
                break;
            }
            test = next;
        }
        return test;
    }

    private Test once(Test t) {
        if (!(t.left instanceof Reg left)) {
            return t.left instanceof Immediate && !(t.right instanceof Immediate) ? mirrored(t)
                : lengthOnly(t);
        }
        if (scope.facts.isLength(left, scope.length())
            && (t.right instanceof Immediate || t.right instanceof Reg)) {
            return new Test(t.cond, t.width, new Length(), t.right);
        }
        if (t.right instanceof Reg right) {
            if (Substitution.immediate(scope.known(right)).isPresent()) {
                return new Test(t.cond, t.width, left, Substitution.immediate(scope.known(right)).get());
            }
            if (Substitution.immediate(scope.known(left)).isPresent()
                || scope.facts.isLength(right, scope.length())) {
                return mirrored(t);
            }
        }
        if (t.width == Width.W32) {
            return narrow(t);
        }
        if (scope.demanded(left, -1) instanceof Reg settled && !settled.equals(left)) {
            return new Test(t.cond, t.width, settled, t.right);
        }
        if (t.right instanceof Length && isSigned(t.cond) && scope.known(left).notNegative()) {
            return new Test(unsigned(t.cond), t.width, left, t.right);
        }
        if (t.right instanceof Length && Substitution.immediate(scope.known(left)).isPresent()) {
            return new Test(t.cond.swapped(), t.width, t.right,
                Substitution.immediate(scope.known(left)).get());
        }
        return t.right instanceof Immediate imm ? constant(t, left, imm.value()) : both(t);
    }

    /// The length stands on the right of a register and on the left of a constant.
    private Test lengthOnly(Test t) {
        if (isSigned(t.cond) && scope.known(t.right).fits(t.width.bits() - 1)) {
            return new Test(unsigned(t.cond), t.width, t.left, t.right);
        }
        if (t.left instanceof Length && t.right instanceof Reg right) {
            return Substitution.immediate(scope.known(right)).map(imm ->
                new Test(t.cond, t.width, t.left, imm)).orElse(mirrored(t));
        }
        return t.left instanceof Length && t.width == Width.W32 && t.right instanceof Immediate imm
            && imm.value() >= 0
            ? new Test(t.cond, Width.W64, t.left, t.right) : t;
    }

    private static Test mirrored(Test t) { return new Test(t.cond.swapped(), t.width, t.right, t.left); }

    /// A 32-bit condition whose operands have no upper halves is a 64-bit one.
    private Test narrow(Test t) {
        Known a = scope.known(t.left);
        Known b = scope.known(t.right);
        boolean signed = isSigned(t.cond);
        if (a.fits(signed ? 31 : 32) && (b.fits(signed ? 31 : 32) || signed
            && t.right instanceof Immediate)) {
            return new Test(t.cond, Width.W64, t.left, t.right);
        }
        Operand left = scope.demanded(t.left, Known.LOW32);
        Operand right = scope.demanded(t.right, Known.LOW32);
        if (left instanceof Reg && (!left.equals(t.left) || !right.equals(t.right))) {
            return new Test(t.cond, t.width, left, right);
        }
        Operand zero = new Immediate(0);
        boolean equality = t.cond == Cond.EQ || t.cond == Cond.NE;
        return switch (scope.definition(t.left)) {
            case Alu o when o.op() == AND && equality && t.right.equals(zero)
                && !(o.right() instanceof Immediate imm && imm.value() < 0) ->
                new Test(t.cond == Cond.EQ ? Cond.CLEAR : Cond.SET, Width.W32, o.left(), o.right());
            case Alu o when o.op() == XOR && equality && t.right.equals(zero) ->
                new Test(t.cond, Width.W32, o.left(), o.right());
            case Alu o when o.op() == SUB && equality && t.right.equals(zero) ->
                new Test(t.cond, Width.W32, o.left(), o.right());
            case Alu o when o.op() == SWAP32 && equality && t.right instanceof Immediate imm ->
                new Test(t.cond, Width.W32, o.left(), new Immediate(Integer.reverseBytes(imm.value())));
            case null -> t;
            case Operation _ -> t;
        };
    }

    private Test both(Test t) {
        if (isSigned(t.cond) && scope.known(t.left).notNegative() && scope.known(t.right).notNegative()) {
            return new Test(unsigned(t.cond), t.width, t.left, t.right);
        }
        return t;
    }

    /// A register against a constant, 64 bits.
    private Test constant(Test t, Reg left, int value) {
        Known known = scope.known(left);
        if (isSigned(t.cond) && known.notNegative() && value >= 0) {
            return new Test(unsigned(t.cond), t.width, left, t.right);
        }
        Optional<Test> tight = tightened(t, known, value);
        if (tight.isPresent()) {
            return tight.get();
        }
        boolean equality = t.cond == Cond.EQ || t.cond == Cond.NE;
        return switch (scope.definition(left)) {
            case Alu o -> alu(t, o, value, equality);
            case Operation.Compare o when equality && value == 0 || t.cond == Cond.SET && value == 1 ->
                new Test(t.cond == Cond.EQ ? o.cond().negated() : o.cond(), o.width(), o.left(), o.right());
            case Operation.Choose o when equality -> choice(t, o, value);
            case null -> t;
            case Operation _ -> t;
        };
    }

    /// Orders that only one value, or all but one, satisfy.
    private static Optional<Test> tightened(Test t, Known known, int value) {
        long limit = value;
        return switch (t.cond) {
            case LT -> limit == known.min() + 1 ? equals(t, Cond.EQ, known.min())
                : limit == known.max() ? equals(t, Cond.NE, limit) : Optional.empty();
            case LE -> limit == known.min() ? equals(t, Cond.EQ, limit)
                : limit == known.max() - 1 ? equals(t, Cond.NE, known.max()) : Optional.empty();
            case GT -> limit == known.min() ? equals(t, Cond.NE, limit)
                : limit == known.max() - 1 ? equals(t, Cond.EQ, known.max()) : Optional.empty();
            case GE -> limit == known.min() + 1 ? equals(t, Cond.NE, known.min())
                : limit == known.max() ? equals(t, Cond.EQ, limit) : Optional.empty();
            case SET -> (~known.zeros() & ~limit) == 0 ? equals(t, Cond.NE, 0) : Optional.empty();
            case CLEAR -> (~known.zeros() & ~limit) == 0 ? equals(t, Cond.EQ, 0) : Optional.empty();
            case EQ -> known.min() == 0 && known.max() == 1 && limit == 1
                ? equals(t, Cond.NE, 0) : Optional.empty();
            case NE -> known.min() == 0 && known.max() == 1 && limit == 1
                ? equals(t, Cond.EQ, 0) : Optional.empty();
            case SLT, SLE, SGT, SGE -> Optional.empty();
        };
    }

    private static Optional<Test> equals(Test t, Cond cond, long value) {
        return value == (int) value ? Optional.of(new Test(cond, t.width, t.left, new Immediate((int) value)))
            : Optional.empty();
    }

    private Test choice(Test t, Operation.Choose o, int value) {
        int set = scope.facts.decide(Cond.EQ, Width.W64, o.whenSet(), t.right, scope.length());
        boolean otherwise = o.otherwise().value() == value;
        if (set < 0 || set == 1 == otherwise) {
            return t;
        }
        // Equal exactly when the value is taken that is equal.
        boolean onSet = set == 1 == (t.cond == Cond.EQ);
        return new Test(onSet ? Cond.NE : Cond.EQ, Width.W64, o.test(), new Immediate(0));
    }

    private Test alu(Test t, Alu o, int value, boolean equality) {
        boolean wide = o.width() == Width.W64;
        Immediate constant = o.right() instanceof Immediate imm ? imm : null;
        return switch (o.op()) {
            case MOV -> !wide && value >= 0
                && !isSigned(t.cond) ? new Test(t.cond, Width.W32, o.right(), t.right)
                : wide ? new Test(t.cond, t.width, o.right(), t.right) : t;
            case SEXT32 -> wide && t.cond != Cond.SET
                && t.cond != Cond.CLEAR ? new Test(t.cond, Width.W32, o.left(), t.right) : t;
            case SWAP16 -> equality && value >>> 16 == 0 && scope.known(o.left()).fits(16)
                ? new Test(t.cond, t.width, o.left(),
                new Immediate(Short.toUnsignedInt(Short.reverseBytes((short) value)))) : t;
            case SWAP32 -> equality && value >= 0
                ? new Test(t.cond, Width.W32, o.left(), new Immediate(Integer.reverseBytes(value))) : t;
            case ADD -> {
                long moved = constant == null ? 0 : (long) value - constant.value();
                yield constant != null && wide && equality && moved == (int) moved
                    ? new Test(t.cond, t.width, o.left(), new Immediate((int) moved))
                    : ordered(t, o, constant, value, wide);
            }
            case XOR -> equality && wide && value == 0 ? new Test(t.cond, t.width, o.left(), o.right())
                : equality && wide && constant != null
                ? new Test(t.cond, t.width, o.left(), new Immediate(value ^ constant.value())) : t;
            case SUB -> equality && wide && value == 0 ? new Test(t.cond, t.width, o.left(), o.right()) : t;
            case RSUB -> equality && wide && value == 0 ? new Test(t.cond, t.width, o.left(), o.right()) : t;
            case AND -> {
                boolean bit = constant != null && value == constant.value() && Integer.bitCount(value) == 1
                    && value > 0;
                if (t.cond == Cond.SET || t.cond == Cond.CLEAR) {
                    yield wide && constant != null ? new Test(t.cond, t.width, o.left(),
                        new Immediate(value & constant.value())) : t;
                }
                yield wide && equality && (value == 0 || bit)
                    ? new Test(value == 0 == (t.cond == Cond.EQ) ? Cond.CLEAR : Cond.SET, t.width, o.left(),
                    o.right()) : t;
            }
            case RSH -> shifted(t, o, constant, value, equality && wide);
            case OR, LSH, ARSH, SEXT8, SEXT16, SWAP64, PAIR, PAIR16 -> t;
        };
    }

    /// `x + 4 < 20` is `x < 16` where the sum does not wrap.
    private Test ordered(Test t, Alu o, Immediate constant, int value, boolean wide) {
        if (constant == null || !wide || isSigned(t.cond) || t.cond == Cond.SET || t.cond == Cond.CLEAR) {
            return t;
        }
        Known base = scope.known(o.left());
        long moved = (long) value - constant.value();
        return base.fits(62) && base.min() + constant.value() >= 0 && value >= 0 && moved >= 0
            && moved == (int) moved
            ? new Test(t.cond, t.width, o.left(), new Immediate((int) moved)) : t;
    }

    /// `x >> 4 == 0` is `x < 16`; the largest value that the shift can give is met from `value << 4` on.
    private Test shifted(Test t, Alu o, Immediate by, int value, boolean equality) {
        if (!equality || by == null || by.value() <= 0 || by.value() > 30 || value < 0) {
            return t;
        }
        long from = (long) value << by.value();
        if (value == 0) {
            return new Test(t.cond == Cond.EQ ? Cond.LT : Cond.GE, t.width, o.left(),
                new Immediate(1 << by.value()));
        }
        return scope.known(o.left()).max() >>> by.value() == value && from == (int) from
            ? new Test(t.cond == Cond.EQ ? Cond.GE : Cond.LT, t.width, o.left(), new Immediate((int) from))
            : t;
    }

    private static boolean isSigned(Cond cond) {
        return switch (cond) {
            case SLT, SLE, SGT, SGE -> true;
            case EQ, NE, LT, LE, GT, GE, SET, CLEAR -> false;
        };
    }

    private static Cond unsigned(Cond cond) {
        return switch (cond) {
            case SLT -> Cond.LT;
            case SLE -> Cond.LE;
            case SGT -> Cond.GT;
            case SGE -> Cond.GE;
            case EQ, NE, LT, LE, GT, GE, SET, CLEAR -> cond;
        };
    }
}
