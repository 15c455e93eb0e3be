package xdp2rtl.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapMemory;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// Real programs do the same to every packet of their traces, and leave the same in their maps, in Linux, in the
/// interpreter, as bundles and in hardware; and the bundles take as many cycles in hardware as the model says. Needs
/// the right to load programs: run as root.
@Execution(ExecutionMode.CONCURRENT)
@Tag("model")
class AllEnginesTest {
    private static final Compiler COMPILER = Compiler.forCore(CoreConfig.DEFAULT);

    static Stream<Scenario> scenarios() {
        return Stream.of(Scenario.examples(), Scenario.filters()).flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void agree(Scenario scenario) {
        agree(scenario, COMPILER);
    }

    static List<Scenario> examples() {
        return Scenario.examples();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void agreeInUltraRam(Scenario scenario) {
        agree(scenario, Compiler.forCore(CoreConfig.DEFAULT.withMapMemory(MapMemory.ULTRA)));
    }

    private static void agree(Scenario scenario, Compiler compiler) {
        Stimulus stimulus = scenario.stimulus();
        assertTrue(stimulus.packets().size() >= 2000, () -> stimulus.packets().size() + " packets");
        try (var kernel = new KernelEngine();
                var interpreter = new Interpreter();
                var bundle = new BundleEngine(compiler);
                var rtl = new RtlEngine(compiler, Optional.empty())) {
            Run bundles = bundle.run(stimulus);
            Run hardware = rtl.run(stimulus);
            Verdict verdict =
                    Comparison.of(List.of(kernel.run(stimulus), interpreter.run(stimulus), bundles, hardware));
            assertTrue(verdict.agrees(), verdict::toString);
            assertEquals(cycles(bundles), cycles(hardware), "issue slots of each packet");
        }
    }

    private static List<OptionalLong> cycles(Run run) {
        return run.outcomes().stream().map(Outcome::cycles).toList();
    }
}
