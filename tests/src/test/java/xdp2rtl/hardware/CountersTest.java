package xdp2rtl.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.MapStore;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.lockstep.ProgramLockStep;
import xdp2rtl.engine.model.CoresModel;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LiveCode;

/// Plain counters with many packets in flight: not one addition is lost.
class CountersTest {
    private static final int PACKETS = 300;

    @TempDir private static Path folder;

    private static Stimulus stimulus() {
        Path source = Path.of("src/test/resources/xdp2rtl/helpers/counters.bpf.c");
        Program program = LiveCode.of(
                ElfObject.read(Sources.compiled(source, folder.resolve("counters.o"), "v3")).program("counters"));
        List<Packet> packets =
                IntStream.range(0, PACKETS).mapToObj(i -> Packet.of(new byte[60 + i * i % 7])).toList();
        var flows = new MapContents(List.of(MapContents.Entry.of(MapContents.key(1), Bytes.of(new byte[16])),
                MapContents.Entry.of(MapContents.key(2), Bytes.of(new byte[16]))));
        return Stimulus.of(program, packets).withMaps(Map.of("flows", flows));
    }

    /// All contents but the copies of what is per CPU, whose sum is compared.
    private static Map<String, Object> sums(SortedMap<String, MapContents> maps, int cpus) {
        var all = new HashMap<String, Object>(maps);
        all.put("own", IntStream.range(0, cpus)
                .mapToLong(cpu -> maps.get("own").entries().getFirst().value(cpu).number(0, Long.BYTES, false)).sum());
        return all;
    }

    /// Where a number is not per CPU, each of several cores has a part of it, and the host reads the sum.
    @ParameterizedTest(name = "{0} cores of {1} contexts")
    @CsvSource({"1, 1", "1, 2", "1, 16", "1, 64", "2, 1", "4, 8"})
    void noAdditionIsLost(int cores, int contexts) {
        Stimulus stimulus = stimulus();
        CoreConfig config = CoreConfig.of("counters", 4, contexts).withCores(cores);
        Compiled compiled = Compiler.forCore(config).compile(stimulus.program());
        List<MapStore> maps = CoresMaps.stores(compiled, stimulus, false);
        var core = new CoresModel(compiled.config(), CoreSetup.of(compiled, stimulus, false), maps);
        CorePacket.of(stimulus, stimulus.packets()).forEach(core::offer);
        while (!core.idle()) {
            core.step();
        }
        assertEquals(sums(new Interpreter().run(stimulus).maps(), 1),
                sums(new CoresMaps(compiled.layout(), compiled.places(), maps).read(config.cpus()),
                        config.cpus()));
    }

    @Test void allOfThemAreOneOperation() {
        List<Operation> operations = Compiler.forCore(CoreConfig.DEFAULT).compile(stimulus().program()).reduction()
                .graph().blocks().stream().flatMap(block -> block.steps().stream()).map(Step::operation).toList();
        assertEquals(10, operations.stream().filter(Operation.MapAdd.class::isInstance).count());
        assertTrue(operations.stream().noneMatch(operation -> operation instanceof Operation.AtomicRequest
                || operation instanceof Operation.Store store && store.space() == Space.MAP), operations.toString());
    }

    @Test
    @Tag("model")
    void hardwareAndModelAgreeOnThem() {
        Stimulus stimulus = stimulus();
        Compiled compiled = Compiler.forCore(CoreConfig.of("counters", 1, 16)).compile(stimulus.program());
        for (boolean sequential : new boolean[]{true, false}) {
            assertEquals(Optional.empty(),
                    ProgramLockStep.run(compiled, stimulus, sequential, Optional.empty(), "counters").divergence());
        }
    }
}
