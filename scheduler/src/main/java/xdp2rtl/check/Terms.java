package xdp2rtl.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;

/// Symbolic values as numbers: the same number stands for the same term.
final class Terms {
    /// What a term is made of.
    sealed interface Term {
        /// A constant, sign-extended to 64 bits.
        record Constant(long value) implements Term {}

        /// What a region finds in the register of a value of the graph.
        record Entering(int value) implements Term {}

        /// A value that the graph does not define on this path.
        record Unknown(int value) implements Term {}

        /// A register that nothing has been written to.
        record Garbage(int register) implements Term {}

        /// The length of the packet behind the given border moves.
        record PacketLength(List<Integer> history) implements Term {}

        /// An operation without its registers, its operands, and the earlier effects that it depends on, ascending.
        record Applied(Operation shape, List<Integer> operands, List<Integer> history) implements Term {}
    }

    private final Map<Term, Integer> numbers = new HashMap<>();
    private final Map<Integer, Long> constants = new HashMap<>();
    private final Map<Integer, Sum> sums = new HashMap<>();

    /// A term and a constant that is added to it.
    record Sum(int term, long constant) {}

    int of(Term term) {
        int number = numbers.computeIfAbsent(term, _ -> numbers.size());
        if (term instanceof Term.Constant constant) {
            constants.put(number, constant.value());
        }
        if (term instanceof Term.Applied applied && applied.shape() instanceof Operation.Alu alu
                && alu.op() == AluOp.ADD && alu.width() == Width.W64) {
            constantOf(applied.operands().getLast())
                    .ifPresent(constant -> sums.put(number, new Sum(applied.operands().getFirst(), constant)));
        }
        return number;
    }

    int constant(long value) { return of(new Term.Constant(value)); }

    /// The parts of a sum of 64 bits with a constant.
    Optional<Sum> sumOf(int term) { return Optional.ofNullable(sums.get(term)); }

    Optional<Long> constantOf(int term) { return Optional.ofNullable(constants.get(term)); }
}
