package xdp2rtl.hardware;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.driver.MapStore;
import xdp2rtl.engine.lockstep.CompiledText;
import xdp2rtl.engine.lockstep.Divergence;
import xdp2rtl.engine.lockstep.LockStep;
import xdp2rtl.engine.rtl.RtlCore;
import xdp2rtl.engine.rtl.RtlModels;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.Stimulus;
import xdp2rtl.programs.Scenario;

/// What a user of lock step sees of a fault in the hardware.
@Tag("model")
class PlantedFaultTest {

    @Test void aFaultInTheComparatorIsShownWithTheBundleAndItsLineOfC() {
        Stimulus stimulus =
                Scenario.examples().stream().filter(scenario -> scenario.name().startsWith("simple_firewall"))
                        .findFirst().orElseThrow().stimulus();
        Compiled compiled = Compiler.forCore(CoreConfig.DEFAULT).compile(stimulus.program());
        CoreConfig config = compiled.config().withTrace(true);
        Map<String, String> files = new TreeMap<>(CoreGenerator.generate(config));
        files.computeIfPresent("comparator.v", (_, text) -> planted(text));
        List<MapStore> maps = CoresMaps.stores(compiled, stimulus, false);
        try (var model = RtlModels.of(config, files, false).open(Optional.empty())) {
            Divergence found = new LockStep(new RtlCore(model, config), config,
                    CoreSetup.of(compiled, stimulus, true), maps,
                    new CompiledText(compiled), "the command").run(CorePacket.of(stimulus, stimulus.packets()))
                    .orElseThrow();
            assertTrue(found.packet() >= 0, found.toString());
            assertTrue(found.bundle().contains("if "), found.toString());
            assertTrue(found.bundle().contains("simple_firewall.bpf.c:"), found.toString());
            assertTrue(found.toString().endsWith("Reproduce: the command"), found.toString());
        }
    }

    /// Numbers are equal if their low halves differ.
    private static String planted(String comparator) {
        String low = "x[15:0] == y[15:0]";
        assertTrue(comparator.contains(low), comparator);
        return comparator.replace(low, "x[15:0] != y[15:0]");
    }
}
