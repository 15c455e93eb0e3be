package xdp2rtl.helpers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.MapStore;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.model.CoresModel;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LiveCode;
import xdp2rtl.verifier.Entry;
import xdp2rtl.verifier.SharedChanges;

/// Locks of map values where many packets run at once.
class LockTest {
    private static final Path SOURCE = Path.of("src/test/resources/xdp2rtl/helpers/locks.bpf.c");
    private static final int PACKETS = 2000;
    private static final int BYTES = 16;

    @TempDir private static Path folder;

    private static Program program(String name) {
        return LiveCode.of(ElfObject.read(Sources.compiled(SOURCE, folder.resolve("locks.o"), "v3")).program(name));
    }

    /// What the maps hold behind packets that wait at the input all the time.
    private static SortedMap<String, MapContents> atOnce(Program program, CoreConfig config) {
        Stimulus stimulus = Stimulus.of(program, Collections.nCopies(PACKETS, Packet.of(new byte[60])));
        Compiled compiled = Compiler.forCore(config).compile(program);
        List<MapStore> maps = CoresMaps.stores(compiled, stimulus, false);
        var core = new CoresModel(compiled.config(), CoreSetup.of(compiled, stimulus, false), maps);
        CorePacket.of(stimulus, stimulus.packets()).forEach(core::offer);
        int dropped = 0;
        while (!core.idle()) {
            dropped += core.step().map(CoreReport::r0).filter(action -> XdpAction.DROP.is(action)).isPresent() ? 1 : 0;
        }
        assertEquals(PACKETS, dropped, "no packet is ended by the core");
        return new CoresMaps(compiled.layout(), compiled.places(), maps).read(1);
    }

    private static List<Long> counts(SortedMap<String, MapContents> maps) {
        return List.of(maps.get("buckets").entries().getFirst().value(0).number(BYTES, Long.BYTES, false),
                maps.get("sums").entries().getFirst().value(0).number(0, Long.BYTES, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 64})
    void nothingIsLostUnderALock(int contexts) {
        CoreConfig config = CoreConfig.of("locks", 4, contexts);
        assertEquals(List.of((long) PACKETS, (long) PACKETS), counts(atOnce(program("counted"), config)));
    }

    @Test void withoutOneMuchIs() {
        List<Long> counts = counts(atOnce(program("unprotected"), CoreConfig.DEFAULT));
        assertTrue(counts.stream().allMatch(count -> count < PACKETS / 2), counts::toString);
    }

    @Test void onlyChangesWithoutTheLockAreRaces() {
        assertEquals(List.of(), SharedChanges.of(program("counted"), Entry.XDP));
        assertEquals(List.of(), SharedChanges.of(program("limited"), Entry.XDP));
        assertEquals(List.of("buckets", "sums"), SharedChanges.of(program("unprotected"), Entry.XDP).stream()
                .map(change -> change.map().name()).sorted().toList());
    }

    @Test void theLocksBytesHoldNothing() {
        var value = new byte[32];
        value[12] = 1;
        var entry = MapContents.Entry.of(MapContents.key(0), Bytes.of(value));
        Stimulus stimulus = Stimulus.of(program("limited"), List.of());
        String message = assertThrows(InputError.class,
                () -> stimulus.withMaps(Map.of("buckets", new MapContents(List.of(entry))))).getMessage();
        assertEquals(
                "map buckets: entry 0: bytes 12 to 15 of the value are not zero; they are the lock of map buckets, which is no part of "
                        + "what it holds. Give zeroes",
                message);
    }

    @Test void severalCoresHaveNoLockInCommon() {
        CoreConfig two = CoreConfig.DEFAULT.withCores(2);
        String message = Compiler.forCore(two).compile(program("counted")).places().first().orElseThrow().text();
        assertTrue(
                message.contains(
                        "`call spin_lock#93` writes to map buckets; each of the 2 cores has its own copy of the map"),
                message);
    }
}
