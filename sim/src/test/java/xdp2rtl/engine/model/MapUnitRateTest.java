package xdp2rtl.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.driver.HostMaps;
import xdp2rtl.driver.MapMemoryAccess;
import xdp2rtl.driver.MapStore;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Unit;
import xdp2rtl.isa.Width;
import xdp2rtl.linux.MapKind;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;

/// Cycles of a request of the map unit where requests wait for it all the time: as many as it makes accesses to its
/// port of the map memory. An atomic operation waits for the one before it.
class MapUnitRateTest {
    private static final CoreConfig CONFIG = CoreConfig.DEFAULT;
    private static final int REQUESTS = 16;
    private static final int PACKETS = 64;

    @ParameterizedTest
    @CsvSource({"HASH,4,2", "HASH,16,2", "HASH,32,3", "HASH,48,4", "PERCPU_HASH,16,3", "PERCPU_HASH,32,4"})
    void aLookupTakesAsLongAsItsReads(MapKind kind, int keySize, int cycles) {
        MapSpec spec = MapSpec.of("m", kind, keySize, 8, 4);
        MapLayout layout = MapLayout.of(List.of(spec), CONFIG);
        var hash = (Placement.Hash) layout.placement(0);
        var key = Bytes.of(new byte[keySize]);
        var lookup = new Operation.MapRequest(MapOp.LOOKUP, hash.number(), 0, new Immediate(0), new Immediate(0));
        assertEquals(cycles, cycles(lookup, layout, spec, key), 0.1);
    }

    @ParameterizedTest
    @CsvSource({"ADD", "EXCHANGE"})
    void anAtomicOperationTakesTheWayFromReadToWrite(AtomicOp op) {
        MapSpec spec = MapSpec.of("m", MapKind.ARRAY, 4, 8, 1);
        MapLayout layout = MapLayout.of(List.of(spec), CONFIG);
        int address = ((Placement.Array) layout.placement(0)).address();
        var atomic = new Operation.AtomicRequest(op, Width.W64, Optional.empty(), address, new Immediate(1), 0);
        assertEquals(4, cycles(atomic, layout, spec, MapContents.key(0)), 0.1);
    }

    private static double cycles(Operation request, MapLayout layout, MapSpec spec, Bytes key) {
        var store = new MapStore(CONFIG.mapBytes());
        var memory = new MapMemoryAccess() {
            @Override public long read(int address) { return store.word(address); }
            @Override public void write(int address, long word) { store.word(address, word); }
        };
        Program exit = Program.raw("exit", new byte[]{(byte) 0x95, 0, 0, 0, 0, 0, 0, 0});
        var entry = new MapContents.Entry(key, List.of(Bytes.of(new byte[spec.valueSize()])));
        new HostMaps(layout, memory).fill(Stimulus.of(new Program(exit.source(), exit.code(), List.of(spec), "GPL"),
                List.of()).withMaps(Map.of("m", new MapContents(List.of(entry)))));
        int lane = CONFIG.lanesWith(Unit.REQUEST).getFirst();
        List<Bundle> program = new ArrayList<>(Collections.nCopies(REQUESTS, row(lane, request, true)));
        program.add(row(lane, new Operation.Exit(new Immediate(1)), false));
        var setup = new CoreSetup(program, layout.descriptors(), layout.cpuBase(0), layout.cpuBytes(), false, false,
                1000, 1, 4);
        var core = new CoreModel(CONFIG, setup, store);
        for (int i = 0; i < PACKETS; i++) core.offer(new CorePacket(new byte[60], 1, 0));
        List<Long> reported = new ArrayList<>();
        while (!core.idle()) core.step().ifPresent(report -> reported.add(report.reported()));
        int from = PACKETS / 4;
        int to = PACKETS - PACKETS / 4;
        return (reported.get(to) - reported.get(from)) / (double) (REQUESTS * (to - from));
    }

    private static Bundle row(int lane, Operation operation, boolean waits) {
        List<Optional<Operation>> slots = new ArrayList<>(Collections.nCopies(CONFIG.lanes(), Optional.empty()));
        slots.set(lane, Optional.of(operation));
        return new Bundle(slots, waits);
    }
}
