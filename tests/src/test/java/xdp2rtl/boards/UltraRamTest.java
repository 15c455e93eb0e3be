package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.lockstep.ProgramLockStep;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapMemory;
import xdp2rtl.port.Stimulus;
import xdp2rtl.programs.Scenario;

/// Maps of megabytes on boards whose FPGA has UltraRAM.
class UltraRamTest {
    /// Packets of a trace that are run.
    private static final int FEW = 300;

    @Test void theSmallestFpgaTakesDebiansFilters() {
        var board = Board.named("opennic-au50");
        List<Path> filters = Scenario.debian("xdpfilt_");
        assertEquals(10, filters.size());
        for (Path filter : filters) {
            CoreConfig core = compiler(board).compile(only(filter)).config();
            assertEquals(MapMemory.ULTRA, core.mapMemory(), filter.toString());
            CoreFit.check(board, core);
        }
    }

    @Test void everyBoardWithUltraScalePlusTakesTheLargestOfThem() {
        Program largest = only(Scenario.debian("xdpfilt_alw_all").getFirst());
        var boards = Board.ALL.stream().filter(it -> it.shell() != Shell.NONE && it.hasUltraRam()).toList();
        assertTrue(boards.size() >= 12, boards.size() + " boards");
        for (var board : boards) {
            compiler(board).check(largest);
            board.larger(board.core()).forEach(core -> CoreFit.check(board, core));
        }
    }

    private static Compiler compiler(Board board) {
        return Compiler.forOneOf(board.core(), board.larger(board.core()));
    }

    @Test void aLargeTableTakesTheUltraRamsThatAreToldOf() {
        var board = Board.named("opennic-au50");
        CoreConfig core = board.core().change().mapBytes(17 << 20).mapMemory(MapMemory.ULTRA).build();
        assertEquals(544, CoreGenerator.ultraRams(core));
        assertEquals("198 of 1,344 block RAMs (15 %) and 544 of 640 UltraRAMs (85 %)", CoreFit.text(board, core));
    }

    /// The firewall with a table of 100,000 flows.
    @Tag("model")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFirewallOfManyFlowsIsInLockStep(boolean sequential) {
        var board = Board.named("opennic-au50");
        Stimulus example = example("simple_firewall");
        var none = LoadSettings.NONE;
        Program program = only(Path.of("../examples/simple_firewall/simple_firewall.bpf.o"),
                new LoadSettings(none.types(), none.configuration(), none.variables(), none.data(),
                        Map.of("flows", 100_000), none.entriesIfNone()));
        Compiled compiled = compiler(board).compile(program);
        assertEquals(MapMemory.ULTRA, compiled.config().mapMemory());
        CoreFit.check(board, compiled.config());
        assertInLockStep(compiled, example, sequential);
    }

    @Tag("model")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void examplesAreInLockStep(boolean sequential) {
        var config = CoreConfig.DEFAULT.withMapMemory(MapMemory.ULTRA);
        for (Scenario scenario : Scenario.examples()) {
            Stimulus stimulus = scenario.stimulus();
            assertInLockStep(Compiler.forCore(config).compile(stimulus.program()), stimulus, sequential);
        }
    }

    private static void assertInLockStep(Compiled compiled, Stimulus all, boolean sequential) {
        var few = new Stimulus(compiled.program(), new ArrayList<>(all.packets().subList(0, FEW)), all.context(),
                all.maps(), all.freedoms());
        var result = ProgramLockStep.run(compiled, few, sequential, Optional.empty(), compiled.program().name());
        assertEquals(Optional.empty(), result.divergence(), () -> result.divergence().toString());
        assertTrue(result.bundles() >= result.packets(), () -> result.bundles() + " bundles");
    }

    private static Stimulus example(String name) {
        return Scenario.examples().stream().filter(it -> it.name().startsWith(name + ":")).findFirst().orElseThrow()
                .stimulus();
    }

    private static Program only(Path path) {
        return only(path, LoadSettings.NONE);
    }

    private static Program only(Path path, LoadSettings settings) {
        ElfObject object = ElfObject.read(path, settings);
        return object.program(object.entries().getFirst().name());
    }
}
