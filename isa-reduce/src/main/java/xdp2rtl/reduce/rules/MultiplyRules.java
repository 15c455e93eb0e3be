package xdp2rtl.reduce.rules;

import static xdp2rtl.reduce.rules.Pattern.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Multiply;
import xdp2rtl.isa.Unit;
import xdp2rtl.isa.Width;

/// Products with constants.
public final class MultiplyRules {
    private static final Set<Unit> MULTIPLY = EnumSet.of(Unit.MULTIPLY);

    public static final RuleSet<Multiply, Operation> RULES = new RuleSet<>(List.of(
            Rule.of("constants", "mul* x, y => c if both are known", of(MULTIPLY, BOTH, ANY, ANY),
                    m -> m.knownLeft().isConstant() && m.knownRight().isConstant(),
                    m -> m.values().constant(m.it().dst(), product(m))),
            Rule.of("right-constant", "mul* x, y => mul* x, c if y is known to be c", of(MULTIPLY, BOTH, ANY, REGISTER),
                    m -> m.immediate(m.right()).isPresent(),
                    m -> with(m, m.width(), m.it().left(), m.immediate(m.right()).orElseThrow())),
            Rule.of("commute", "mul* x, y => mul* y, c if x is known to be c, y is not",
                    of(MULTIPLY, BOTH, ANY, REGISTER),
                    m -> m.immediate(m.left()).isPresent() && m.immediate(m.right()).isEmpty(),
                    m -> with(m, m.width(), (Reg) m.right(), m.immediate(m.left()).orElseThrow())),
            Rule.of("zero", "mul* x, 0 => 0", of(MULTIPLY, BOTH, ANY, exactly(0)),
                    m -> Values.copy(m.it().dst(), m.right())),
            Rule.of("power", "mul* x, 2^a => lsh* x, a", of(MULTIPLY, BOTH, ANY, CONSTANT),
                    m -> m.b() > 0 && Integer.bitCount(m.b()) == 1,
                    m -> new Operation.Alu(AluOp.LSH, m.width(), m.it().dst(), m.left(),
                            new Immediate(Integer.numberOfTrailingZeros(m.b())))),
            Rule.of("widen", "mul32 x, b => mul x, b if b > 0, x < 2^31 and x * b < 2^32",
                    of(MULTIPLY, Pattern.NARROW, ANY, CONSTANT), MultiplyRules::isSmall,
                    m -> with(m, Width.W64, m.it().left(), (Immediate) m.right()))));

    private MultiplyRules() {}

    private static boolean isSmall(Match<Multiply> m) {
        KnownBits left = m.knownLeft();
        return m.b() > 0 && left.fits(31) && left.max() * m.b() <= KnownBits.LOW32;
    }

    private static long product(Match<Multiply> m) {
        long product = m.knownLeft().min() * m.knownRight().min();
        return m.width() == Width.W64 ? product : product & KnownBits.LOW32;
    }

    private static Operation with(Match<Multiply> m, Width width, Reg left, Immediate right) {
        return new Multiply(width, m.it().dst(), left, right);
    }
}
