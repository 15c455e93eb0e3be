package xdp2rtl.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.isa.Operation;

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

    int of(Term term) {
        int number = numbers.computeIfAbsent(term, _ -> numbers.size());
        if (term instanceof Term.Constant constant) {
            constants.put(number, constant.value());
        }
        return number;
    }

    int constant(long value) { return of(new Term.Constant(value)); }

    Optional<Long> constantOf(int term) { return Optional.ofNullable(constants.get(term)); }
}
