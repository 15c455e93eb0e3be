package xdp2rtl.reduce;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphCheck;

/// Real programs do the same after each pass of the reduction.
final class CorpusTest {
    @TestFactory List<DynamicTest> examplesDoTheSameAfterEveryPass() throws IOException {
        return tests(Corpus.examples());
    }

    @TestFactory List<DynamicTest> filtersDoTheSameAfterEveryPass() throws IOException {
        return tests(Corpus.filters());
    }

    private static List<DynamicTest> tests(Map<String, Corpus.Case> cases) {
        List<DynamicTest> tests = new ArrayList<>();
        cases.forEach((name, program) -> tests.add(dynamicTest(name, () -> check(program))));
        return tests;
    }

    private static void check(Corpus.Case program) {
        Executions runs = new Executions(program.layout(), 6);
        Graph now = program.graph();
        for (int round = 0; round < 3; round++) {
            for (Pass pass : Reduction.PASSES) {
                Graph next = GraphCheck.require(pass.name(), pass.apply(now));
                if (!next.blocks().equals(now.blocks())) {
                    runs.same(pass.name() + " in round " + round, now, next, 11);
                }
                now = next;
            }
        }
        Graph whole = Reduction.reduce(program.graph());
        new Executions(program.layout(), 60).same("reduction", program.graph(), whole, 12);
        // A copy makes a program longer to make it faster.
        List<Pass> copyless = Reduction.PASSES.stream().filter(pass -> !(pass instanceof SpecialiseBlocks)).toList();
        assertTrue(Reduction.operations(Reduction.report(program.graph(), copyless).graph())
                < Reduction.operations(program.graph()));
    }
}
