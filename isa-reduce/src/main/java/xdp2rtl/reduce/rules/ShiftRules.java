package xdp2rtl.reduce.rules;

import static xdp2rtl.isa.AluOp.*;
import static xdp2rtl.reduce.rules.AluTerms.*;
import static xdp2rtl.reduce.rules.Pattern.*;

import java.util.EnumSet;
import java.util.List;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Alu;
import xdp2rtl.isa.Width;

/// Shifts by constants that meet shifts, masks, pairs and byte swaps: the bits that go out at one end are known
/// zero or masked away; two shifts that turn a word.
final class ShiftRules {
    private static final OperandForm SHIFTED_RIGHT = by(RSH, BOTH, ANY, CONSTANT);
    private static final OperandForm SHIFTED_LEFT = by(LSH, BOTH, ANY, CONSTANT);

    static final List<Rule<Alu, Operation>> ROWS = List.of(
            Rule.of("shift-by-0", "shift* x, 0 => mov* x for lsh rsh", of(EnumSet.of(LSH, RSH), BOTH, ANY, CONSTANT),
                    m -> m.amount() == 0, m -> move(m, m.left())),
            Rule.of("lsh-lsh", "lsh* (lsh* x, a), b => lsh* x, a + b at one width, if some bit is left",
                    both(LSH, SHIFTED_LEFT, CONSTANT), m -> isOneWidth(m) && sum(m) < m.width().bits(),
                    m -> same(m, LSH, m.x(), sum(m))),
            Rule.of("lsh-rsh", "lsh (rsh x, a), a => and x, -1 << a if a < 31",
                    wide(LSH, by(RSH, WIDE, ANY, CONSTANT), CONSTANT), m -> isThereAndBack(m) && m.amount() < 31,
                    m -> same(m, AND, m.x(), -1 << m.amount())),
            Rule.of("rsh-rsh", "rsh* (rsh* x, a), b => rsh* x, a + b at one width, if some bit is left",
                    both(RSH, SHIFTED_RIGHT, CONSTANT), m -> isOneWidth(m) && sum(m) < m.width().bits(),
                    m -> same(m, RSH, m.x(), sum(m))),
            Rule.of("rsh-lsh", "rsh* (lsh* x, a), a => x at one width, if lsh* loses no bit",
                    both(RSH, SHIFTED_LEFT, CONSTANT), m -> isThereAndBack(m) && isLossless(m), m -> copy(m, m.x())),
            Rule.of("rsh-lsh-low", "rsh* (lsh* x, a), a => mov32 x at one width, if 32 bits are left",
                    both(RSH, SHIFTED_LEFT, CONSTANT), m -> isThereAndBack(m) && left(m) == 32, m -> low(m, m.x())),
            Rule.of("rsh-lsh-mask", "rsh* (lsh* x, a), a => and x, mask at one width, if less than 32 bits are left",
                    both(RSH, SHIFTED_LEFT, CONSTANT), m -> isThereAndBack(m) && left(m) < 32,
                    m -> wide(m, AND, m.x(), (1 << left(m)) - 1)),
            Rule.of("rsh-lsh-right", "rsh* (lsh* x, a), b => rsh* x, b - a if a < b and lsh* loses no bit",
                    both(RSH, SHIFTED_LEFT, CONSTANT),
                    m -> isOneWidth(m) && m.innerAmount() < m.amount() && isLossless(m),
                    m -> same(m, RSH, m.x(), m.amount() - m.innerAmount())),
            Rule.of("rsh-lsh-left", "rsh* (lsh* x, a), b => lsh* x, a - b if a > b and lsh* loses no bit",
                    both(RSH, SHIFTED_LEFT, CONSTANT),
                    m -> isOneWidth(m) && m.innerAmount() > m.amount() && isLossless(m),
                    m -> same(m, LSH, m.x(), m.innerAmount() - m.amount())),
            Rule.of("rsh-pair", "rsh (pair x, y), 32 => mov32 y", wide(RSH, by(PAIR, WIDE, ANY, ANY), CONSTANT),
                    m -> m.amount() == 32, m -> low(m, m.inner().right())),
            Rule.of("rsh-and", "rsh (and x, a), b => rsh x, b if a keeps all bits of x from b on that may be 1",
                    wide(RSH, by(AND, WIDE, ANY, CONSTANT), CONSTANT),
                    m -> (~m.known(m.x()).zeros() & ~(long) m.a()) >>> m.amount() == 0,
                    m -> same(m, RSH, m.x(), m.amount())),
            Rule.of("rsh-swap32", "rsh* (swap32* x), 16 => swap16 x if x < 2^16",
                    both(RSH, by(SWAP32, BOTH, ANY, ANY), CONSTANT),
                    m -> m.amount() == 16 && m.known(m.x()).fits(16), m -> wide(m, SWAP16, m.x(), 0)),
            Rule.of("rsh-swap64-48", "rsh (swap64 x), 48 => swap16 x", wide(RSH, by(SWAP64, WIDE, ANY, ANY), CONSTANT),
                    m -> m.amount() == 48, m -> wide(m, SWAP16, m.x(), 0)),
            Rule.of("rsh-swap64-32", "rsh (swap64 x), 32 => swap32 x", wide(RSH, by(SWAP64, WIDE, ANY, ANY), CONSTANT),
                    m -> m.amount() == 32, m -> wide(m, SWAP32, m.x(), 0)),
            Rule.of("arsh-rsh", "arsh* x, b => rsh* x, b if the sign bit and all above it are 0",
                    both(ARSH, ANY, CONSTANT), m -> m.knownLeft().fits(m.width().bits() - 1),
                    m -> same(m, RSH, m.left(), m.amount())),
            Rule.of("arsh-lsh-8", "arsh* (lsh* x, a), a => sext8* x at one width, if 8 bits are left",
                    both(ARSH, SHIFTED_LEFT, CONSTANT), m -> isThereAndBack(m) && left(m) == 8,
                    m -> same(m, SEXT8, m.x(), 0)),
            Rule.of("arsh-lsh-16", "arsh* (lsh* x, a), a => sext16* x at one width, if 16 bits are left",
                    both(ARSH, SHIFTED_LEFT, CONSTANT), m -> isThereAndBack(m) && left(m) == 16,
                    m -> same(m, SEXT16, m.x(), 0)),
            Rule.of("arsh-lsh-32", "arsh* (lsh* x, a), a => sext32* x at one width, if 32 bits are left",
                    both(ARSH, SHIFTED_LEFT, CONSTANT), m -> isThereAndBack(m) && left(m) == 32,
                    m -> same(m, SEXT32, m.x(), 0)),
            Rule.of("or-shifts", "op* (lsh32 x, a), (rsh32 x, 32 - a) => ror32 x, 32 - a; op is or, xor, add",
                    of(EnumSet.of(OR, XOR, ADD), BOTH, by(LSH, NARROW, ANY, ANY), by(RSH, BOTH, ANY, ANY)),
                    m -> isRotation(m, m.left(), m.right()), m -> rotation(m, m.left(), m.right())),
            Rule.of("or-shifts-right", "op* (rsh32 x, 32 - a), (lsh32 x, a) => ror32 x, 32 - a; op is or, xor, add",
                    of(EnumSet.of(OR, XOR, ADD), BOTH, by(RSH, BOTH, ANY, ANY), by(LSH, NARROW, ANY, ANY)),
                    m -> isRotation(m, m.right(), m.left()), m -> rotation(m, m.right(), m.left())));

    private ShiftRules() {}

    private static boolean isOneWidth(Match<Alu> m) { return m.inner().width() == m.width(); }

    private static boolean isThereAndBack(Match<Alu> m) { return isOneWidth(m) && m.innerAmount() == m.amount(); }

    private static int sum(Match<Alu> m) { return m.innerAmount() + m.amount(); }

    /// The bits of `x` that a shift by `b` leaves.
    private static int left(Match<Alu> m) { return m.width().bits() - m.amount(); }

    private static boolean isLossless(Match<Alu> m) {
        return m.known(m.x()).fits(m.width().bits() - m.innerAmount());
    }

    /// Whether `x << a` and `x >> b` of 32 bits make up a rotation: `a + b = 32`. If `a` may be 0 the two are the same
    /// bits, not parts of them, which only "or" does not mind.
    private static boolean isRotation(Match<Alu> m, Operand left, Operand right) {
        Alu up = m.values().alu(LSH, left).orElseThrow();
        Alu down = m.values().alu(RSH, right).orElseThrow();
        boolean isWhole = up.right() instanceof Immediate a && down.right() instanceof Immediate b
                ? a.value() > 0 && b.value() > 0 && a.value() + b.value() == 32
                : m.op() == OR && down.width() == Width.W32
                        && (isRest(m, up.right(), down.right()) || isRest(m, down.right(), up.right()));
        return isWhole && up.left().equals(down.left())
                && (down.width() == Width.W32 || m.known(down.left()).fits(32));
    }

    /// Whether `b` is `32 - a` or `-a`.
    private static boolean isRest(Match<Alu> m, Operand a, Operand b) {
        return m.values().alu(RSUB, b).filter(o -> o.left().equals(a) && o.right() instanceof Immediate from
                && from.value() % 32 == 0).isPresent();
    }

    private static Operation rotation(Match<Alu> m, Operand left, Operand right) {
        return wide(m, ROR32, m.values().alu(LSH, left).orElseThrow().left(),
                m.values().alu(RSH, right).orElseThrow().right());
    }
}
