package xdp2rtl.reduce;

import static xdp2rtl.isa.AluOp.*;

import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Alu;
import xdp2rtl.isa.Width;

/// `v2 = add v1, 0` becomes `v2 = v1`: identities of arithmetic, constants moved to the right and gathered.
///
/// Sound because each holds for all 64-bit values that [Known] leaves open.
final class AluRules {
    private final Scope scope;
    private final ShiftRules shifts;

    AluRules(Scope scope) {
        this.scope = scope;
        this.shifts = new ShiftRules(scope);
    }

    /// The operation, or one that does the same and is nearer to the simplest form.
    Operation once(Alu o) {
        Known left = o.op().readsLeft() ? scope.known(o.left()) : Known.constant(0);
        Known right = scope.known(o.right());
        Known result = Known.of(o.op(), o.width(), left, right);
        if (result.isConstant()) {
            return isConstantForm(o) ? o : scope.constant(o.dst(), result.min());
        }
        if (o.op() == MOV) {
            return move(o, right);
        }
        if (o.right() instanceof Reg && Substitution.immediate(right).isPresent()) {
            return with(o, o.op(), o.left(), Substitution.immediate(right).get());
        }
        if (isCommutative(o.op()) && Substitution.immediate(left).isPresent()) {
            return with(o, o.op(), o.right(), Substitution.immediate(left).get());
        }
        if (o.width() == Width.W32 && sameWide(o.op(), left, right)) {
            return new Alu(o.op() == ARSH ? RSH : o.op(), Width.W64, o.dst(), o.left(), o.right());
        }
        Operation narrowed = demand(o);
        if (narrowed != o) {
            return narrowed;
        }
        if (o.left().equals(o.right())) {
            return same(o);
        }
        Operation gathered = gather(o, left, right);
        return gathered == o ? shifts.once(o, left, right) : gathered;
    }

    /// Constants are written as `v = 5`, or as `v = pair v', 5` where `v'` is such a one.
    private boolean isConstantForm(Alu o) {
        return o.op() == MOV && o.width() == Width.W64 && o.right() instanceof Immediate
            || o.op() == PAIR && o.right() instanceof Immediate
            && scope.definition(o.left()) instanceof Alu low && low.op() == MOV
               && low.right() instanceof Immediate && o.width() == Width.W64;
    }

    private Operation move(Alu o, Known right) {
        if (o.width() == Width.W64) {
            return o;
        }
        if (right.fits(32)) {
            return Scope.copy(o.dst(), o.right());
        }
        // The upper half of a 32-bit operation is zero already; of a wide one, only the low half counts.
        return switch (scope.definition(o.right())) {
            case Alu from when from.op() != MOV && onlyLowCounts(from.op())
                && from.right() instanceof Operand right2
                && !(from.op() == LSH && !(right2 instanceof Immediate imm && imm.value() >= 0
                && imm.value() < 32)) ->
                new Alu(from.op(), Width.W32, o.dst(), from.left(), from.right());
            case null -> demand(o);
            case Operation _ -> demand(o);
        };
    }

    private Operation demand(Alu o) {
        long low = o.width() == Width.W32 ? Known.LOW32 : -1;
        long leftMask = switch (o.op()) {
            case AND -> o.right() instanceof Immediate imm ? imm.value() & low : low;
            case LSH ->
                o.right() instanceof Immediate imm ? low >>> (imm.value() & o.width().bits() - 1) : low;
            case RSH ->
                o.right() instanceof Immediate imm ? low & -1L << (imm.value() & o.width().bits() - 1) : low;
            case SEXT8 -> 0xff;
            case SEXT16, SWAP16 -> 0xffff;
            case SEXT32, SWAP32, PAIR -> Known.LOW32;
            case SWAP64 -> -1;
            case ADD, SUB, RSUB, OR, XOR, ARSH, MOV, PAIR16 -> low;
        };
        long rightMask = switch (o.op()) {
            case LSH, RSH, ARSH -> o.width().bits() - 1;
            case PAIR -> Known.LOW32;
            case PAIR16 -> low >>> 16;
            case ADD, SUB, RSUB, AND, OR, XOR, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64 -> low;
        };
        Operand left = o.op().readsLeft() ? scope.demanded(o.left(), leftMask) : o.left();
        Operand right = scope.demanded(o.right(), rightMask);
        return left == o.left() && right == o.right() ? o : with(o, o.op(), left, right);
    }

    private Operation same(Alu o) {
        return switch (o.op()) {
            case SUB, RSUB, XOR -> scope.constant(o.dst(), 0);
            case AND, OR -> new Alu(MOV, o.width(), o.dst(), new Immediate(0), o.left());
            case ADD -> with(o, LSH, o.left(), new Immediate(1));
            case LSH, RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64, PAIR, PAIR16 -> o;
        };
    }

    /// Constant on the right: identities, and sums and masks of two constants.
    private Operation gather(Alu o, Known left, Known right) {
        if (!(o.right() instanceof Immediate imm)) {
            return sum(o, left);
        }
        long value = o.width() == Width.W64 ? imm.value() : imm.value() & Known.LOW32;
        return switch (o.op()) {
            case SUB -> imm.value() == Integer.MIN_VALUE ? o : with(o, ADD, o.left(),
                new Immediate(-imm.value()));
            case ADD -> {
                if (value == 0) {
                    yield new Alu(MOV, o.width(), o.dst(), new Immediate(0), o.left());
                }
                Alu from = scope.alu(ADD, o.left());
                boolean fits = from != null && from.right() instanceof Immediate other
                    && (from.width() == Width.W64 || o.width() == Width.W32)
                    && (long) imm.value() + other.value() == imm.value() + other.value();
                yield fits ? with(o, ADD, from.left(),
                    new Immediate(imm.value() + ((Immediate) from.right()).value())) : o;
            }
            case AND -> {
                if ((~left.zeros() & ~value) == 0) {
                    yield Scope.copy(o.dst(), o.left());
                }
                Alu from = scope.alu(AND, o.left());
                yield from != null && from.right() instanceof Immediate other
                    && (from.width() == o.width() || imm.value() >= 0)
                    ? with(o, AND, from.left(), new Immediate(imm.value() & other.value())) : o;
            }
            case OR -> {
                if ((value & ~left.ones()) == 0 && (o.width() == Width.W64 || left.fits(32))) {
                    yield Scope.copy(o.dst(), o.left());
                }
                Alu from = scope.alu(OR, o.left());
                yield from != null && from.right() instanceof Immediate other && from.width() == o.width()
                    ? with(o, OR, from.left(), new Immediate(imm.value() | other.value())) : o;
            }
            case XOR -> {
                if (value == 0) {
                    yield new Alu(MOV, o.width(), o.dst(), new Immediate(0), o.left());
                }
                Alu from = scope.alu(XOR, o.left());
                yield from != null && from.right() instanceof Immediate other && from.width() == o.width()
                    ? with(o, XOR, from.left(), new Immediate(imm.value() ^ other.value())) : o;
            }
            case RSUB, LSH, RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64, PAIR, PAIR16 -> o;
        };
    }

    private Operation sum(Alu o, Known left) {
        return switch (o.op()) {
            case SUB, RSUB -> {
                if (o.width() == Width.W64 && o.left() instanceof Reg a && o.right() instanceof Reg b) {
                    var apart = o.op() == SUB ? scope.facts.difference(a, b) : scope.facts.difference(b, a);
                    if (apart.isPresent()) {
                        yield scope.constant(o.dst(), apart.getAsLong());
                    }
                }
                if (o.op() == RSUB) {
                    yield with(o, SUB, o.right(), o.left());
                }
                // A constant on the left: `5 - v`.
                yield Substitution.immediate(left).isPresent()
                    ? with(o, RSUB, o.right(), Substitution.immediate(left).get()) : o;
            }
            case ADD, AND, OR, XOR, LSH, RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64, PAIR,
                PAIR16 -> o;
        };
    }

    /// Whether the 32-bit operation gives what the 64-bit one gives.
    private static boolean sameWide(AluOp op, Known left, Known right) {
        return switch (op) {
            case ADD, SUB, RSUB, AND, OR, XOR, SWAP16, SWAP32 ->
                Known.of(op, Width.W64, left, right).fits(32);
            case LSH -> right.isConstant() && right.min() >= 0 && right.min() < 32
                && Known.of(op, Width.W64, left, right).fits(32);
            case RSH -> left.fits(32) && right.isConstant() && right.min() >= 0 && right.min() < 32;
            case ARSH -> left.fits(31) && right.isConstant() && right.min() >= 0 && right.min() < 32;
            case MOV, SEXT8, SEXT16, SEXT32, SWAP64, PAIR, PAIR16 -> false;
        };
    }

    /// Whether the low half of the result depends on the low halves of the operands only.
    private static boolean onlyLowCounts(AluOp op) {
        return switch (op) {
            case ADD, SUB, RSUB, AND, OR, XOR, LSH -> true;
            case RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64, PAIR, PAIR16 -> false;
        };
    }

    static boolean isCommutative(AluOp op) {
        return switch (op) {
            case ADD, AND, OR, XOR -> true;
            case SUB, RSUB, LSH, RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64, PAIR,
                PAIR16 -> false;
        };
    }

    private static Alu with(Alu o, AluOp op, Operand left, Operand right) {
        return new Alu(op, o.width(), o.dst(), left, right);
    }
}
