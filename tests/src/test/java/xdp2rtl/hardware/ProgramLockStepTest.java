package xdp2rtl.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.engine.lockstep.ProgramLockStep;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Stimulus;
import xdp2rtl.programs.Scenario;

/// Real programs in lock step: model and hardware retire the same bundles in the same cycles, with many packets in
/// flight, which the engines that run one packet at a time do not show, and at every number of lanes.
@Execution(ExecutionMode.CONCURRENT)
@Tag("model")
class ProgramLockStepTest {
    /// Packets of a trace that are run where every number of lanes is.
    private static final int FEW = 400;

    static Stream<Scenario> scenarios() {
        var filters = Scenario.filters().stream().filter(scenario -> scenario.name().endsWith(": filled maps"));
        return Stream.concat(Scenario.examples().stream(), filters);
    }

    /// As many packets in flight as there are contexts, which no other engine runs.
    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void saturatedHardwareIsInLockStepWithItsModel(Scenario scenario) {
        assertInLockStep(CoreConfig.DEFAULT, scenario.name(), scenario.stimulus(), false);
    }

    @ParameterizedTest(name = "{0} lanes")
    @ValueSource(ints = {1, 2, 4, 8})
    void examplesAreInLockStepAtEveryNumberOfLanes(int lanes) {
        for (Scenario scenario : Scenario.examples()) {
            Stimulus all = scenario.stimulus();
            Stimulus few = new Stimulus(all.program(), all.packets().subList(0, Math.min(FEW, all.packets().size())),
                    all.context(),
                    all.maps(), all.freedoms());
            CoreConfig config = CoreConfig.of(lanes + " lanes", lanes, 16);
            assertInLockStep(config, scenario.name(), few, false);
            assertInLockStep(config, scenario.name(), few, true);
        }
    }

    private static void assertInLockStep(CoreConfig config, String name, Stimulus stimulus, boolean sequential) {
        var result = ProgramLockStep.run(Compiler.forCore(config).compile(stimulus.program()), stimulus, sequential,
                Optional.empty(), name);
        assertEquals(Optional.empty(), result.divergence(), () -> result.divergence().toString());
        assertTrue(result.bundles() >= result.packets(),
                result.bundles() + " bundles of " + result.packets() + " packets");
    }
}
