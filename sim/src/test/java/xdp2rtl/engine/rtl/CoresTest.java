package xdp2rtl.engine.rtl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static xdp2rtl.engine.rtl.CoresProgram.DROP;
import static xdp2rtl.engine.rtl.CoresProgram.TX;
import static xdp2rtl.engine.rtl.CoresProgram.config;
import static xdp2rtl.engine.rtl.CoresProgram.loaded;
import static xdp2rtl.engine.rtl.CoresProgram.marked;
import static xdp2rtl.engine.rtl.CoresProgram.packets;
import static xdp2rtl.engine.rtl.CoresProgram.runs;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.driver.MapStore;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.Observation;
import xdp2rtl.port.PortPacket;
import xdp2rtl.port.PortReport;
import xdp2rtl.verilator.ModelFailure;
import xdp2rtl.verilator.VerilatedCore;

/// Several cores through their ports: dispatcher in turn, collector and control router, without a model beside them.
@Tag("model")
@Execution(ExecutionMode.CONCURRENT)
class CoresTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void packetsAndReportsComeInTheOrderOfArrivalUnderGapsAndBackPressure(int cores) {
        for (int seed = 0; seed < 6; seed++) {
            try (VerilatedCore model = RtlModels.of(config(cores), false).open(Optional.empty())) {
                RtlCore core = loaded(model, cores, false);
                model.disturb(seed, 45 * seed, 250 - 50 * seed);
                List<CorePacket> packets = packets(seed, 600);
                core.offer(packets);
                core.start();
                core.run();
                agrees(cores, packets, model.take());
                assertTrue(core.idle());
                assertEquals(packets.size(), core.register(ControlRegister.COUNT_PACKETS, 0));
                assertEquals(packets.stream().filter(packet -> runs(packet) && packet.bytes()[1] == DROP).count(),
                        core.register(ControlRegister.COUNT_ACTIONS, DROP));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void oneByOneTheyAllGoToCore0(int cores) {
        try (VerilatedCore model = RtlModels.of(config(cores), false).open(Optional.empty())) {
            RtlCore core = loaded(model, cores, true);
            List<CorePacket> packets = packets(7, 60).stream().filter(CoresProgram::runs).toList();
            core.offer(packets);
            core.start();
            core.run();
            Observation seen = model.take();
            assertEquals(packets.size(), seen.packets().size());
            for (int i = 0; i < packets.size(); i++) {
                assertArrayEquals(marked(packets.get(i), 0), seen.packets().get(i).contents());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void everyCoreHasItsOwnMemoryBehindTheControlPort(int cores) {
        try (VerilatedCore model = RtlModels.of(config(cores), false).open(Optional.empty())) {
            RtlCore core = loaded(model, cores, false);
            Random random = new Random(3);
            List<MapStore> contents =
                    Stream.generate(() -> new MapStore(config(cores).mapBytes())).limit(cores).toList();
            contents.forEach(store -> {
                for (int i = 0; i < 50; i++) store.word(8 * random.nextInt(store.bytes() / 8), random.nextLong());
            });
            core.fill(contents);
            for (int number = 0; number < cores; number++) {
                var window = new MapWindow(model.mapWords(number));
                for (int address = 0; address < 1 << 12; address += 8) {
                    assertEquals(contents.get(number).word(address), core.memories().get(number).read(address),
                            number + ": " + address);
                    assertEquals(contents.get(number).word(address), window.read(address), number + ": " + address);
                    window.write(address, ~address);
                }
                core.memories().get(number).forget();
                for (int address = 0; address < 1 << 12; address += 8) {
                    assertEquals(~address, core.memories().get(number).read(address), number + ": " + address);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aCoreThatThereIsNotCannotBeSelected(int cores) {
        try (VerilatedCore model = RtlModels.of(config(cores), false).open(Optional.empty())) {
            int select = ControlRegister.CORE_SELECT.offset();
            assertEquals(ControlRegister.ALL_CORES, model.read(new int[]{select})[0]);
            model.write(new int[]{select, cores - 1});
            assertEquals(cores - 1, model.read(new int[]{select})[0]);
            assertThrows(ModelFailure.class, () -> model.write(new int[]{select, cores}));
            assertThrows(ModelFailure.class, () -> model.write(new int[]{select, 0x200}));
            assertThrows(ModelFailure.class, () -> model.write(new int[]{ControlRegister.CORES.offset(), 1}));
            assertThrows(ModelFailure.class, () -> model.write(new int[]{ControlRegister.MAGIC.offset(), 1}));
            assertThrows(ModelFailure.class, () -> model.read(new int[]{0x3f0}));
            assertEquals(cores - 1, model.read(new int[]{select})[0]);
        }
    }

    private static void agrees(int cores, List<CorePacket> packets, Observation seen) {
        assertEquals(packets.size(), seen.reports().size());
        Iterator<PortPacket> out = seen.packets().iterator();
        for (int i = 0; i < packets.size(); i++) {
            CorePacket packet = packets.get(i);
            PortReport report = seen.reports().get(i);
            assertEquals(i / cores % 3, report.context());
            if (!runs(packet)) {
                assertEquals(1, report.cause());
                continue;
            }
            int action = packet.bytes()[1];
            assertEquals(action, report.r0());
            if (action == TX) {
                PortPacket left = out.next();
                assertArrayEquals(marked(packet, i % cores * 3 + i / cores % 3), left.contents());
                assertEquals(packet.ifindex(), left.ifindex());
            }
        }
        assertTrue(!out.hasNext());
    }
}
