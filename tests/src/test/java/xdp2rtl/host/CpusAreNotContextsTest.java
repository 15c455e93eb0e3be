package xdp2rtl.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.MapContents;

/// Per-CPU values that come from a machine with another number of CPUs than the core has contexts.
final class CpusAreNotContextsTest {
    private static final MapSpec MAP = MapSpec.of("cfg", MapKind.PERCPU_ARRAY, 4, 4, 2);
    private static final Bytes KEY = MapContents.key(1);
    private static final Bytes ZERO = MapContents.key(0);
    private static final int CONTEXTS = CoreConfig.DEFAULT.cpus();

    @TempDir Path folder;

    private final RegisterBoard board = new RegisterBoard(CoreConfig.DEFAULT);

    private HostDevice host() {
        return HostDevice.of(board, new StateFile(folder.resolve("state.json")));
    }

    private static MapContents values(Bytes... values) {
        return new MapContents(List.of(new MapContents.Entry(KEY, List.of(values))));
    }

    private List<Bytes> loaded(MapContents contents) {
        Program raw = Program.raw("cfg",
                InstructionEncoder.encode(Assembler.assemble("cfg", "r1 = map[0] ll\nr0 = 2\nexit")));
        var program = new Program(raw.source(), raw.code(), List.of(MAP), "GPL");
        new ProgramLoader(host()).load(new ProgramLoader.Wanted(program, Map.of("cfg", contents), false, Map.of()));
        return host().maps().lookup(MAP, KEY).orElseThrow();
    }

    @Test void aValueThatAllCpusHaveGoesToEveryContext() {
        Bytes one = MapContents.key(1);
        List<Bytes> everywhere = Collections.nCopies(CONTEXTS, one);
        for (int cpus : List.of(2, CONTEXTS, 64)) {
            assertEquals(everywhere, loaded(values(Collections.nCopies(cpus, one).toArray(Bytes[]::new))),
                    cpus + " CPUs");
        }
        host().maps().replace(MAP, values(MapContents.key(7), MapContents.key(7)));
        assertEquals(Collections.nCopies(CONTEXTS, MapContents.key(7)), host().maps().lookup(MAP, KEY).orElseThrow());
    }

    @Test void countsStayWhereTheyAre() {
        var expected = new ArrayList<>(Collections.nCopies(CONTEXTS, ZERO));
        expected.set(0, MapContents.key(5));
        expected.set(1, MapContents.key(6));
        assertEquals(expected, loaded(values(MapContents.key(5), MapContents.key(6))));
        var many = new ArrayList<>(Collections.nCopies(CONTEXTS, ZERO));
        many.add(MapContents.key(1));
        assertEquals(
                "map cfg: there are values for 17 CPUs; the core has 16 contexts. They are not equal, so they are not one value for all of them. "
                        + "Use a core with more contexts, or give fewer values",
                assertThrows(InputError.class, () -> loaded(values(many.toArray(Bytes[]::new)))).getMessage());
    }

    @Test void whatBecomesOfThemIsSaid() {
        Bytes one = MapContents.key(1);
        assertEquals(Optional.empty(), values(ZERO, ZERO).cpuNote(MAP, CONTEXTS));
        assertEquals(Optional.empty(),
                values(Collections.nCopies(CONTEXTS, one).toArray(Bytes[]::new)).cpuNote(MAP, CONTEXTS));
        assertEquals(Optional.of(
                "map cfg has values of 2 CPUs, and the core 16 contexts: 1 entry has a value that is equal on every CPU, and every "
                        + "context gets that"),
                values(one, one).cpuNote(MAP, CONTEXTS));
        assertEquals(Optional.of(
                "map cfg has values of 2 CPUs, and the core 16 contexts: 1 entry has values that differ, and contexts from 2 on begin "
                        + "with zero"),
                values(one, ZERO).cpuNote(MAP, CONTEXTS));
    }
}
