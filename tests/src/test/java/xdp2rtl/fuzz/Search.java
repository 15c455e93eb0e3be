package xdp2rtl.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.Verdict;
import xdp2rtl.port.Stimulus;

/// Looks for a random program on which engines differ, or which one of them cannot bear, and makes it small.
/// `-Dseed=N` replays one seed, `-Dseeds=N` tries so many.
/// @param programs  by seed
/// @param engines   that must agree
/// @param condition what is done to each stimulus first
/// @param refusable what an engine may refuse
record Search(LongFunction<RandomProgram> programs, List<Engine> engines, UnaryOperator<Stimulus> condition,
        Predicate<InputError> refusable) {

    /// @param usual seeds that are tried where nobody asks for another number; one in twenty may be refused
    void run(int usual) {
        int refused = 0;
        long first = Long.getLong("seed", 1);
        long last = System.getProperty("seed") == null ? Integer.getInteger("seeds", usual) : first;
        for (long seed = first; seed <= last; seed++) {
            RandomProgram program = programs.apply(seed);
            try {
                if (trouble(program).isPresent()) {
                    RandomProgram small = shrunk(program);
                    fail("seed %d: %s%n%s".formatted(seed, trouble(small).orElseThrow(), small.assembly()));
                }
            } catch (InputError e) {
                if (!refusable.test(e)) { throw new AssertionError("seed %d: %s".formatted(seed, e), e); }
                refused++;
            }
        }
        assertTrue(refused * 20L <= last - first + 1, refused + " programs are refused");
    }

    private Optional<String> trouble(RandomProgram program) {
        Stimulus stimulus = condition.apply(program.stimulus());
        try {
            Verdict verdict = Comparison.of(engines.stream().map(engine -> engine.run(stimulus)).toList());
            return verdict.agrees() ? Optional.empty() : Optional.of(verdict.toString());
        } catch (IllegalStateException e) {
            return Optional.of(e.toString()); // a stage of the compiler finds that another made something wrong
        }
    }

    /// Leaves out pieces as long as the trouble stays.
    private RandomProgram shrunk(RandomProgram program) {
        RandomProgram small = program;
        for (int piece = 0; piece < program.pieces().size(); piece++) {
            RandomProgram smaller = small.without(piece);
            try {
                small = trouble(smaller).isPresent() ? smaller : small;
            } catch (InputError e) {
                continue; // without this piece it is refused
            }
        }
        return small;
    }
}
