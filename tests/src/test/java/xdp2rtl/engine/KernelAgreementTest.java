package xdp2rtl.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.port.Run;
import xdp2rtl.programs.Scenario;

/// The interpreter does what Linux does, on real programs. Needs the right to load programs: run as root.
class KernelAgreementTest {

    static Stream<Scenario> scenarios() {
        return Stream.concat(Scenario.examples().stream(), Scenario.filters().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void interpreterAndKernelAgree(Scenario scenario) {
        try (var interpreter = new Interpreter(); var kernel = new KernelEngine()) {
            Run reference = interpreter.run(scenario.stimulus());
            Run linux = kernel.run(scenario.stimulus());
            Verdict verdict = Comparison.of(List.of(linux, reference));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }
}
