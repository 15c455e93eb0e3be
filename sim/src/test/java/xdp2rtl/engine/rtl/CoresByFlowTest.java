package xdp2rtl.engine.rtl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static xdp2rtl.engine.rtl.CoresProgram.ADDRESSES;
import static xdp2rtl.engine.rtl.CoresProgram.FLOW;
import static xdp2rtl.engine.rtl.CoresProgram.NUMBER;
import static xdp2rtl.engine.rtl.CoresProgram.TX;
import static xdp2rtl.engine.rtl.CoresProgram.config;
import static xdp2rtl.engine.rtl.CoresProgram.loaded;
import static xdp2rtl.engine.rtl.CoresProgram.marked;
import static xdp2rtl.engine.rtl.CoresProgram.ofFlows;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.driver.CoreRegisters;
import xdp2rtl.driver.DispatchTable;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.Observation;
import xdp2rtl.port.PortPacket;
import xdp2rtl.verilator.ModelFailure;
import xdp2rtl.verilator.VerilatedCore;

/// Several cores through their ports, with packets that go to them by flow.
@Tag("model")
@Execution(ExecutionMode.CONCURRENT)
class CoresByFlowTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aFlowHasOneCoreAndItsPacketsStayInOrder(int cores) {
        Dispatch dispatch = Dispatch.of(FLOW);
        for (int seed = 0; seed < 4; seed++) {
            try (VerilatedCore model = RtlModels.of(config(cores), false).open(Optional.empty())) {
                RtlCore core = loaded(model, cores, false, dispatch);
                model.disturb(seed, 45 * seed, 220 - 50 * seed);
                List<CorePacket> packets = ofFlows(seed, 1500);
                core.offer(packets);
                core.start();
                core.run();
                Observation seen = model.take();
                assertTrue(core.idle());
                assertEquals(packets.size(), seen.reports().size());
                Map<Integer, Integer> coreOf = new HashMap<>();
                Map<Integer, Integer> lastOf = new HashMap<>();
                for (PortPacket out : seen.packets()) {
                    ByteBuffer bytes = ByteBuffer.wrap(out.contents());
                    int flow = bytes.getInt(ADDRESSES) ^ bytes.getInt(ADDRESSES + 4);
                    int number = bytes.getInt(NUMBER);
                    int of = bytes.get(2) / 3;
                    assertArrayEquals(marked(packets.get(number), bytes.get(2)), out.contents());
                    assertEquals(packets.get(number).ifindex(), out.ifindex());
                    assertEquals(of, coreOf.computeIfAbsent(flow, _ -> of));
                    assertTrue(lastOf.getOrDefault(flow, -1) < number, flow + ": " + number);
                    lastOf.put(flow, number);
                }
                assertEquals(packets.stream().filter(packet -> packet.bytes()[1] == TX).count(),
                        seen.packets().size());
                assertEquals(cores, new HashSet<>(coreOf.values()).size());
            }
        }
    }

    /// What a board needs: packets of all flows leave as they came, though a flow has one core.
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void byFlowAllPacketsCanStayInOrder(int cores) {
        try (VerilatedCore model = RtlModels.of(config(cores), false).open(Optional.empty())) {
            RtlCore core = loaded(model, cores, false, Dispatch.of(FLOW).inOrder());
            model.disturb(5, 60, 100);
            List<CorePacket> packets = ofFlows(5, 1500);
            core.offer(packets);
            core.start();
            core.run();
            Observation seen = model.take();
            assertTrue(core.idle());
            assertEquals(packets.size(), seen.reports().size());
            assertEquals(
                    IntStream.range(0, packets.size()).filter(i -> packets.get(i).bytes()[1] == TX).boxed().toList(),
                    seen.packets().stream().map(out -> ByteBuffer.wrap(out.contents()).getInt(NUMBER)).toList());
            assertEquals(cores, seen.packets().stream().map(out -> out.contents()[2] / 3).distinct().count());
        }
    }

    /// As where a host loads one program behind the other: turns begin with the first core each time.
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void behindPacketsByFlowOthersComeInTurn(int cores) {
        try (VerilatedCore model = RtlModels.of(config(cores), false).open(Optional.empty())) {
            for (int seed = 0; seed < 3; seed++) {
                for (Dispatch byFlow : List.of(Dispatch.of(FLOW), Dispatch.of(FLOW).inOrder(), Dispatch.TO_FIRST)) {
                    run(model, cores, byFlow, ofFlows(seed, 50 + seed));
                    List<CorePacket> packets = ofFlows(seed, 40 + seed);
                    Observation seen = run(model, cores, Dispatch.IN_TURN, packets);
                    assertEquals(
                            IntStream.range(0, packets.size()).filter(i -> packets.get(i).bytes()[1] == TX).boxed()
                                    .toList(),
                            seen.packets().stream().map(out -> ByteBuffer.wrap(out.contents()).getInt(NUMBER))
                                    .toList());
                    assertEquals(IntStream.range(0, packets.size()).filter(i -> packets.get(i).bytes()[1] == TX)
                            .map(i -> i % cores).boxed().toList(),
                            seen.packets().stream().map(out -> out.contents()[2] / 3).toList());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theDispatcherTakesNoCoreThatThereIsNotAndNoKeyOfMoreBits(int cores) {
        try (VerilatedCore model = RtlModels.of(config(cores), false).open(Optional.empty())) {
            model.write(new int[]{ControlRegister.DISPATCH_TABLE.offset(127), cores - 1});
            model.write(new int[]{ControlRegister.DISPATCH_TABLE.offset(127), Dispatch.FREE});
            model.write(new int[]{ControlRegister.DISPATCH_KEYS.offset(31), 0xffff});
            assertThrows(ModelFailure.class,
                    () -> model.write(new int[]{ControlRegister.DISPATCH_TABLE.offset(127), cores}));
            assertThrows(ModelFailure.class,
                    () -> model.write(new int[]{ControlRegister.DISPATCH_KEYS.offset(31), 0x10000}));
            int order = ControlRegister.DISPATCH_ORDER.offset();
            assertEquals(0, model.read(new int[]{order})[0]);
            model.write(new int[]{order, ControlRegister.PER_FLOW});
            assertThrows(ModelFailure.class, () -> model.write(new int[]{order, 2}));
            assertEquals(ControlRegister.PER_FLOW, model.read(new int[]{order})[0]);
            assertThrows(ModelFailure.class,
                    () -> model.read(new int[]{ControlRegister.DISPATCH_KEYS.offset(31)}));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void whatWaitsIsEndedWhereTheInputIsHeld(int cores) {
        try (VerilatedCore model = RtlModels.of(config(cores), false).open(Optional.empty())) {
            RtlCore core = loaded(model, cores, false, Dispatch.of(FLOW));
            core.offer(ofFlows(1, 1500));
            core.start();
            model.run(400, Long.MAX_VALUE);
            model.write(new int[]{ControlRegister.CONTROL.offset(), 0});
            for (int i = 0; !core.idle(); i++) {
                assertTrue(i < 2000, "it does not come to rest");
                model.run(50, Long.MAX_VALUE);
            }
            assertEquals(0, model.read(new int[]{ControlRegister.CONTROL.offset()})[0]);
            assertEquals(core.register(ControlRegister.COUNT_PACKETS, 0), (int) model.reports());
            assertTrue(model.reports() < 1500);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void flowsAreMovedWhilePacketsCome(int cores) {
        try (VerilatedCore model = RtlModels.of(config(cores), false).open(Optional.empty())) {
            RtlCore core = loaded(model, cores, false, Dispatch.of(FLOW));
            List<CorePacket> packets = ofFlows(2, 3000);
            core.offer(packets);
            core.start();
            Random random = new Random(cores);
            DispatchTable table = new DispatchTable(CoreRegisters.of(new ModelDevice(model)));
            int moves = 0;
            for (; model.reports() < 2000; moves++) {
                model.run(3000, Long.MAX_VALUE);
                table.write(random.ints(Dispatch.ENTRIES, 0, cores).boxed().toList(), () -> {});
            }
            core.run();
            assertTrue(moves > 3, moves + " times");
            Observation seen = model.take();
            assertEquals(packets.size(), seen.reports().size());
            Map<Integer, Integer> lastOf = new HashMap<>();
            for (PortPacket out : seen.packets()) {
                ByteBuffer bytes = ByteBuffer.wrap(out.contents());
                int flow = bytes.getInt(ADDRESSES) ^ bytes.getInt(ADDRESSES + 4);
                assertTrue(lastOf.getOrDefault(flow, -1) < bytes.getInt(NUMBER), flow + ": " + bytes.getInt(NUMBER));
                lastOf.put(flow, bytes.getInt(NUMBER));
            }
        }
    }

    private static Observation run(VerilatedCore model, int cores, Dispatch dispatch, List<CorePacket> packets) {
        RtlCore core = loaded(model, cores, false, dispatch);
        long all = model.reports() + packets.size();
        core.offer(packets);
        core.start();
        for (int i = 0; model.reports() < all; i++) {
            assertTrue(i < 100, "%s: %d packets are missing".formatted(dispatch, all - model.reports()));
            model.run(1000, Long.MAX_VALUE);
        }
        return model.take();
    }
}
