package xdp2rtl.reduce.rules;

import static xdp2rtl.isa.AluOp.*;
import static xdp2rtl.reduce.rules.AluTerms.*;
import static xdp2rtl.reduce.rules.Pattern.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Alu;
import xdp2rtl.isa.Width;

/// Values put together from parts, byte swaps and sign extensions.
final class ExtensionRules {
    private static final Set<AluOp> SUMS = EnumSet.of(ADD, OR, XOR);

    static final List<Rule<Alu, Operation>> ROWS = List.of(
            join("pair-join", "op (pair x, a), (lsh y, 48) => pair x, (pair16 a, y) if a < 2^16",
                    false, 48, ExtensionRules::isPairBelow48, ExtensionRules::upperHalf),
            join("lsh-32-join", "op x, (lsh y, 32) => pair x, y if x < 2^32", false, 32,
                    m -> m.knownLeft().fits(32), m -> wide(m, PAIR, m.left(), shifted(m, m.right()))),
            join("lsh-16-join", "op x, (lsh y, 16) => pair16 x, y", false, 16, _ -> true,
                    m -> wide(m, PAIR16, m.left(), shifted(m, m.right()))),
            join("join-pair", "op (lsh y, 48), (pair x, a) => pair x, (pair16 a, y) if a < 2^16",
                    true, 48, ExtensionRules::isPairBelow48, ExtensionRules::upperHalf),
            join("join-lsh-32", "op (lsh y, 32), x => pair x, y if x < 2^32", true, 32,
                    m -> m.knownRight().fits(32), m -> wide(m, PAIR, m.right(), shifted(m, m.left()))),
            join("join-lsh-16", "op (lsh y, 16), x => pair16 x, y", true, 16, _ -> true,
                    m -> wide(m, PAIR16, m.right(), shifted(m, m.left()))),
            Rule.of("swap16-swap16", "swap16* (swap16* x) => and* x, 65535",
                    both(SWAP16, by(SWAP16, BOTH, ANY, ANY), ANY), m -> wide(m, AND, m.x(), 0xffff)),
            Rule.of("swap32-swap32", "swap32* (swap32* x) => mov32 x",
                    both(SWAP32, by(SWAP32, BOTH, ANY, ANY), ANY), m -> low(m, m.x())),
            Rule.of("swap64-swap64", "swap64 (swap64 x) => x", wide(SWAP64, by(SWAP64, WIDE, ANY, ANY), ANY),
                    m -> copy(m, m.x())),
            Rule.of("sext-positive", "sextN* x => x if x < 2^(N-1)",
                    of(EnumSet.of(SEXT8, SEXT16, SEXT32), BOTH, ANY, ANY),
                    m -> m.knownLeft().fits(bits(m) - 1), m -> copy(m, m.left())),
            Rule.of("sext-mask", "sextN* x => and* x, 2^N - 1 if bit N-1 of x is 0; for 8 16",
                    of(EnumSet.of(SEXT8, SEXT16), BOTH, ANY, ANY),
                    m -> (m.knownLeft().zeros() >>> bits(m) - 1 & 1) != 0,
                    m -> same(m, AND, m.left(), (1 << bits(m)) - 1)),
            Rule.of("pair32", "pair32 x, y => mov32 x", narrow(PAIR, ANY, ANY), m -> low(m, m.left())),
            Rule.of("pair-0", "pair x, y => mov32 x if the low half of y is 0", wide(PAIR, ANY, ANY),
                    m -> m.knownRight().isConstant() && (m.knownRight().min() & KnownBits.LOW32) == 0,
                    m -> low(m, m.left())),
            Rule.of("pair16-0", "pair16* x, y => mov* x if the low 48 bits of y are 0", both(PAIR16, ANY, ANY),
                    m -> m.knownRight().isConstant() && m.knownRight().min() << 16 == 0, m -> move(m, m.left())));

    private ExtensionRules() {}

    /// A sum of parts that share no bit, one of which is shifted left.
    ///
    /// @param first whether the shifted part stands first
    private static Rule<Alu, Operation> join(String name, String text, boolean first, int by,
            Predicate<Match<Alu>> guard, Function<Match<Alu>, Operation> result) {
        OperandForm shifted = by(LSH, WIDE, ANY, exactly(by));
        return Rule.of(name, text + " and no bit is in both; op is add, or, xor", of(SUMS, WIDE,
                first ? shifted : ANY, first ? REGISTER : shifted),
                m -> (~m.knownLeft().zeros() & ~m.knownRight().zeros()) == 0 && guard.test(m), result);
    }

    private static Operand shifted(Match<Alu> m, Operand upper) {
        return m.values().alu(LSH, upper).orElseThrow().left();
    }

    private static Operand lower(Match<Alu> m) {
        return m.values().alu(PAIR, m.left()).isPresent() ? m.left() : m.right();
    }

    private static Operand upper(Match<Alu> m) { return lower(m).equals(m.left()) ? m.right() : m.left(); }

    private static boolean isPairBelow48(Match<Alu> m) {
        return m.values().alu(PAIR, lower(m)).filter(pair -> pair.width() == Width.W64
                && m.known(pair.right()).fits(16)).isPresent();
    }

    /// The upper half is put together by itself.
    private static Operation upperHalf(Match<Alu> m) {
        Alu pair = m.values().alu(PAIR, lower(m)).orElseThrow();
        Operand half = pair.right() instanceof Reg ? pair.right()
                : m.values().put(MOV, Width.W64, new Immediate(0), pair.right());
        return wide(m, PAIR, pair.left(), m.values().put(PAIR16, Width.W64, half, shifted(m, upper(m))));
    }

    private static int bits(Match<Alu> m) { return m.op() == SEXT8 ? 8 : m.op() == SEXT16 ? 16 : 32; }
}
