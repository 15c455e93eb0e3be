package xdp2rtl.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Stimulus;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;

/// Random programs on all engines. A failing one is made small before it is shown. `-Dseed=N` replays one seed,
/// `-Dseeds=N` runs more of them.
class FuzzTest {
    private static final int SEEDS = Integer.getInteger("seeds", 400);

    private final Interpreter interpreter = new Interpreter();
    private final KernelEngine kernel = new KernelEngine();

    @Test
    void interpreterAndKernelAgree() {
        int refused = 0;
        long first = Long.getLong("seed", 1);
        long last = System.getProperty("seed") == null ? SEEDS : first;
        for (long seed = first; seed <= last; seed++) {
            RandomProgram program = RandomProgram.of(seed);
            try {
                if (difference(program).isPresent()) {
                    RandomProgram small = shrunk(program);
                    fail("seed %d: %s%n%s".formatted(seed, difference(small).orElseThrow(), small.assembly()));
                }
            } catch (InputError e) {
                if (!e.what().startsWith("Linux does not load it")) {
                    throw e;
                }
                refused++;
            }
        }
        assertTrue(refused * 20L <= last - first + 1, refused + " programs are refused by the verifier");
    }

    private Optional<Verdict> difference(RandomProgram program) {
        Stimulus stimulus = program.stimulus();
        Verdict verdict = Comparison.of(List.of(kernel.run(stimulus), interpreter.run(stimulus)));
        return verdict.agrees() ? Optional.empty() : Optional.of(verdict);
    }

    /// Leaves out pieces as long as the engines still differ.
    private RandomProgram shrunk(RandomProgram program) {
        RandomProgram small = program;
        for (int piece = 0; piece < program.pieces().size(); piece++) {
            RandomProgram smaller = small.without(piece);
            try {
                small = difference(smaller).isPresent() ? smaller : small;
            } catch (InputError e) {
                continue; // without this piece the verifier refuses it
            }
        }
        return small;
    }
}
