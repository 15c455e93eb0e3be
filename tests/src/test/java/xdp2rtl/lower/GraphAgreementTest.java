package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.port.Stimulus;
import xdp2rtl.programs.Scenario;

/// The graph that is built from a program does what the program does.
class GraphAgreementTest {

    static Stream<Scenario> scenarios() {
        return Stream.concat(Scenario.examples().stream(), Scenario.filters().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void graphAndInterpreterAgree(Scenario scenario) {
        try (var interpreter = new Interpreter(); var graph = new GraphEngine("graph", g -> g)) {
            Stimulus stimulus = GraphEngine.oneCpu(scenario.stimulus());
            Verdict verdict = Comparison.of(List.of(interpreter.run(stimulus), graph.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }
}
