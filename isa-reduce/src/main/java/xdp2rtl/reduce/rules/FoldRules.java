package xdp2rtl.reduce.rules;

import static xdp2rtl.isa.AluOp.*;
import static xdp2rtl.reduce.rules.AluTerms.*;
import static xdp2rtl.reduce.rules.Pattern.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Alu;
import xdp2rtl.isa.Operation.Compare;
import xdp2rtl.isa.Width;

/// Sums in ones' complement, as compilers write them. All of it rests on one fact: FOLD gives 0 only of zeroes, else
/// the number from 1 to 65535 that leaves the remainder of the whole sum by 65535. So whatever keeps that remainder,
/// and makes 0 only of 0, may be left out below it.
public final class FoldRules {
    private static final Set<AluOp> FOLDS = EnumSet.of(FOLD, NFOLD);
    /// What can be folded in one step: the upper part is 0 or 1, and then the sum does not carry.
    private static final long ONE_STEP = 0x1fffe;
    private static final int ONES = 0xffff;

    private static final OperandForm LOWER = by(AND, BOTH, REGISTER, exactly(ONES));
    private static final OperandForm UPPER = by(RSH, WIDE, REGISTER, exactly(16));

    static final List<Rule<Alu, Operation>> ROWS = List.of(
            Rule.of("fold-narrow", "fold x, 0 => x if x < 2^16", wide(FOLD, ANY, exactly(0)),
                    m -> m.knownLeft().fits(16), m -> copy(m, m.left())),
            Rule.of("nfold-narrow", "nfold x, 0 => xor x, 65535 if x < 2^16", wide(NFOLD, ANY, exactly(0)),
                    m -> m.knownLeft().fits(16), m -> same(m, XOR, m.left(), ONES)),
            Rule.of("fold-terms", "fold x, y => fold x', y' if x', y' have the remainders and cost less; so for nfold",
                    of(FOLDS, WIDE, ANY, ANY), m -> !settled(m).equals(m.it()), FoldRules::settled),
            Rule.of("fold-two", "fold (op x, y), 0 => fold x, y for sums that do not wrap, pairs, folds; so for nfold",
                    of(FOLDS, WIDE, REGISTER, exactly(0)), m -> two(m).isPresent(),
                    m -> wide(m, m.op(), two(m).orElseThrow().left(), two(m).orElseThrow().right())),
            Rule.of("fold-pair", "fold (pair x, y), b => fold x, c if y is known, fold y, c if x is; so for nfold",
                    of(FOLDS, WIDE, by(PAIR, WIDE, ANY, ANY), CONSTANT), m -> unpaired(m).isPresent(),
                    m -> unpaired(m).orElseThrow()),
            Rule.of("fold-sum", "fold (fold x, b), y => fold (add x, b), y if that does not wrap; so for nfold",
                    of(FOLDS, WIDE, by(FOLD, WIDE, REGISTER, CONSTANT), REGISTER),
                    m -> m.a() >= 0 && Long.compareUnsigned(m.known(m.x()).max(), m.known(m.x()).max() + m.a()) <= 0,
                    m -> wide(m, m.op(), m.values().put(ADD, Width.W64, m.x(), new Immediate(m.a())), m.right())),
            Rule.of("xor-fold", "xor (fold x, y), 65535 => nfold x, y", wide(XOR, by(FOLD, WIDE, ANY, ANY),
                    exactly(ONES)), m -> wide(m, NFOLD, m.x(), m.inner().right())),
            Rule.of("xor-nfold", "xor (nfold x, y), 65535 => fold x, y", wide(XOR, by(NFOLD, WIDE, ANY, ANY),
                    exactly(ONES)), m -> wide(m, FOLD, m.x(), m.inner().right())),
            last("low-high", LOWER, UPPER), last("high-low", UPPER, LOWER),
            low("whole-high", by(ADD, WIDE, REGISTER, UPPER)), low("high-whole", by(ADD, WIDE, UPPER, REGISTER)),
            Rule.of("low-inverted", "and* (xor* x, a), 65535 => xor (and x, 65535), 65535 if a ends in 16 ones",
                    both(AND, by(XOR, BOTH, REGISTER, CONSTANT), exactly(ONES)), m -> (m.a() & ONES) == ONES,
                    m -> wide(m, XOR, m.values().put(AND, Width.W64, m.x(), new Immediate(ONES)), ONES)),
            Rule.of("carry", "add* s, (lt* s, y) => addc32 x, y if s is add32 x, y; so for lt* s, x",
                    of(EnumSet.of(ADD), BOTH, by(ADD, NARROW, ANY, ANY), new OperandForm.Compared()),
                    FoldRules::isCarry, m -> wide(m, ADDC32, m.x(), m.inner().right())));

    private FoldRules() {}

    private static Rule<Alu, Operation> last(String name, OperandForm left, OperandForm right) {
        return Rule.of("last-" + name, "add (and x, 65535), (rsh x, 16) => fold x, 0 if x < 131071",
                wide(ADD, left, right), m -> step(m.values(), m.it()).filter(x -> isOneStep(m, x)).isPresent(),
                m -> wide(m, FOLD, step(m.values(), m.it()).orElseThrow(), 0));
    }

    private static Rule<Alu, Operation> low(String name, OperandForm sum) {
        return Rule.of("last-" + name, "and* (add x, (rsh x, 16)), 65535 => fold x, 0 if x < 131071",
                both(AND, sum, exactly(ONES)), m -> low(m.values(), m.left()).isPresent(),
                m -> low(m.values(), m.left()).orElseThrow().to(m.it().dst()));
    }

    /// A fold without its destination.
    public record Fold(AluOp op, Operand left, Operand right) {
        Operation to(Reg dst) { return new Alu(op, Width.W64, dst, left, right); }

        private Fold inverted() { return new Fold(op == FOLD ? NFOLD : FOLD, left, right); }
    }

    /// The fold that has the low 16 bits of the operand, if it is the last step of one or the complement of that.
    public static Optional<Fold> low(Values values, Operand operand) {
        return values.definition(operand, Alu.class).flatMap(o -> switch (o.op()) {
            case ADD -> halves(values, o.left(), o.right()).or(() -> halves(values, o.right(), o.left()))
                    .filter(x -> values.known(x).fits(17) && values.known(x).max() <= ONE_STEP)
                    .map(x -> new Fold(FOLD, x, new Immediate(0)));
            case XOR -> o.right() instanceof Immediate ones && (ones.value() & ONES) == ONES
                    ? values.definition(o.left(), Alu.class).filter(sum -> sum.op().folds())
                            .map(sum -> new Fold(sum.op(), sum.left(), sum.right()))
                            .or(() -> low(values, o.left())).map(Fold::inverted)
                    : Optional.empty();
            case SUB, RSUB, AND, OR, LSH, RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64, PAIR, PAIR16,
                    ADDC32, ROR32, FOLD, NFOLD ->
                Optional.empty();
        });
    }

    /// `x` of `x + (x >> 16)`.
    private static Optional<Operand> halves(Values values, Operand whole, Operand upper) {
        return upper(values, upper).filter(whole::equals);
    }

    /// `x` of `x >> 16`.
    private static Optional<Operand> upper(Values values, Operand operand) {
        return values.alu(RSH, operand).filter(o -> o.width() == Width.W64 && o.right().equals(new Immediate(16)))
                .map(Alu::left);
    }

    /// `x` of `(x & 65535) + (x >> 16)`, which has the remainder of `x` and is 0 only if it is.
    private static Optional<Operand> step(Values values, Alu sum) {
        return sum.op() == ADD && sum.width() == Width.W64
                ? step(values, sum.left(), sum.right()).or(() -> step(values, sum.right(), sum.left()))
                : Optional.empty();
    }

    private static Optional<Operand> step(Values values, Operand low, Operand high) {
        return values.alu(AND, low).filter(o -> o.right().equals(new Immediate(ONES))).map(Alu::left)
                .filter(x -> upper(values, high).equals(Optional.of(x)));
    }

    private static boolean isOneStep(Match<Alu> m, Operand x) {
        KnownBits known = m.known(x);
        return known.fits(17) && known.max() <= ONE_STEP;
    }

    private static Alu settled(Match<Alu> m) {
        Operand left = settled(m.values(), m.left());
        Operand right = settled(m.values(), m.right());
        if (!(left instanceof Immediate)) { return new Alu(m.op(), m.width(), m.it().dst(), left, right); }
        // A constant stands on the right.
        return right instanceof Reg ? new Alu(m.op(), m.width(), m.it().dst(), right, left)
                : new Alu(m.op(), m.width(), m.it().dst(), m.left(), right);
    }

    /// The fold without a pair of which one half is a constant.
    private static Optional<Operation> unpaired(Match<Alu> m) {
        Operand low = m.x();
        Operand high = m.inner().right();
        return unpaired(m, low, high).or(() -> unpaired(m, high, low));
    }

    private static Optional<Operation> unpaired(Match<Alu> m, Operand kept, Operand constant) {
        if (!m.known(constant).isConstant() || !(kept instanceof Reg) || !m.known(kept).fits(32)) {
            return Optional.empty();
        }
        long half = m.known(constant).min() & KnownBits.LOW32;
        return Optional.of(wide(m, m.op(), kept, (int) FOLD.apply(Width.W64, half, m.b())));
    }

    /// What has the operand's remainder and is 0 only where it is, and takes fewer operations.
    private static Operand settled(Values values, Operand operand) {
        KnownBits known = values.known(operand);
        if (known.isConstant()) { return new Immediate((int) FOLD.apply(Width.W64, known.min(), 0)); }
        Optional<Operand> next = Optional.of(operand);
        while (next.isPresent()) {
            operand = next.get();
            next = values.definition(operand, Alu.class).flatMap(o -> switch (o.op()) {
                case ADD -> step(values, o);
                case LSH -> o.width() == Width.W64 && o.right() instanceof Immediate by && by.value() >= 0
                        && by.value() % 16 == 0 && by.value() < 64 && values.known(o.left()).fits(64 - by.value())
                                ? Optional.of(o.left()) : Optional.empty();
                case FOLD -> o.right().equals(new Immediate(0)) ? Optional.of(o.left()) : Optional.empty();
                case ROR32 -> o.right().equals(new Immediate(16)) && values.known(o.left()).fits(32)
                        ? Optional.of(o.left()) : Optional.empty();
                case SUB, RSUB, AND, OR, XOR, RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64, PAIR,
                        PAIR16, ADDC32, NFOLD ->
                    Optional.empty();
            }).filter(Reg.class::isInstance);
        }
        return operand;
    }

    /// The operation whose operands have together the remainder of its result, if they are 0 only where it is.
    private static Optional<Alu> two(Match<Alu> m) {
        return m.values().definition(m.left(), Alu.class).filter(o -> {
            KnownBits left = m.known(o.left());
            KnownBits right = m.known(o.right());
            return switch (o.op()) {
                case ADD -> o.width() == Width.W64
                        && Long.compareUnsigned(left.max(), left.max() + right.max()) <= 0;
                case ADDC32 -> left.fits(32) && right.fits(32);
                case PAIR -> o.width() == Width.W64 && left.fits(32) && right.fits(32);
                case PAIR16 -> o.width() == Width.W64 && left.fits(16) && right.fits(48);
                case FOLD -> true;
                case SUB, RSUB, AND, OR, XOR, LSH, RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64,
                        ROR32, NFOLD ->
                    false;
            };
        });
    }

    /// Whether the comparison says that the sum of 32 bits on the left passed them.
    private static boolean isCarry(Match<Alu> m) {
        Compare compare = (Compare) m.values().definition(m.right()).orElseThrow();
        boolean below = compare.cond() == Cond.LT && compare.left().equals(m.left());
        boolean above = compare.cond() == Cond.GT && compare.right().equals(m.left());
        Operand term = below ? compare.right() : compare.left();
        return (below || above) && (term.equals(m.x()) || term.equals(m.inner().right()))
                && (compare.width() == Width.W32 || m.known(term).fits(32));
    }
}
