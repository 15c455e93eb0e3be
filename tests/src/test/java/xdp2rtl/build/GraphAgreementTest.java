package xdp2rtl.build;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.MapContents;
import xdp2rtl.engine.Outcome;
import xdp2rtl.engine.RedirectTarget;
import xdp2rtl.engine.Run;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
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
            Run reference = firstIndexes(interpreter.run(scenario.stimulus()));
            Verdict verdict = Comparison.of(List.of(reference, graph.run(scenario.stimulus())));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }

    /// A graph tells which map and which interface, not by which of the map's indexes.
    private static Run firstIndexes(Run run) {
        return new Run(run.engine(), run.outcomes().stream().map(outcome ->
            outcome instanceof Outcome.Ran ran && ran.redirect().orElse(null) instanceof RedirectTarget.MapEntry(var map, var _, var ifindex)
                ? new Outcome.Ran(ran.result(), ran.packet(), ran.metadata(),
                    Optional.of(new RedirectTarget.MapEntry(map, index(run, map, ifindex), ifindex)), ran.cycles())
                : outcome).toList(), run.maps(), run.elapsed());
    }

    private static long index(Run run, String map, int ifindex) {
        return run.maps().get(map).entries().stream().filter(entry -> MapContents.index(entry.values().getFirst()) == ifindex)
            .mapToLong(entry -> MapContents.index(entry.key())).findFirst().orElseThrow();
    }
}
