package xdp2rtl.engine.rtl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.driver.CoreRegisters;
import xdp2rtl.driver.DispatchTable;
import xdp2rtl.driver.MapStore;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.isa.FlowFields;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.Observation;
import xdp2rtl.port.PortPacket;
import xdp2rtl.port.PortReport;
import xdp2rtl.verilator.ModelFailure;
import xdp2rtl.verilator.VerilatedCore;

/// Several cores through their ports: dispatcher, collector and control router, without a model beside them.
@Tag("model")
@Execution(ExecutionMode.CONCURRENT)
class CoresTest {
    private static final Reg LOOPS = Reg.of(0, 0);
    private static final Reg ACTION = Reg.of(1, 1);
    private static final Reg CPU = Reg.of(1, 2);
    private static final int DROP = XdpAction.DROP.number();
    private static final int TX = XdpAction.TX.number();

    private static final int NUMBER = 4;
    private static final int ADDRESSES = 26;
    private static final FlowFields FLOW =
            new FlowFields(List.of(new FlowFields.Field(ADDRESSES, 4, OptionalInt.of(ADDRESSES + 4))));

    private static CoreConfig config(int cores) {
        return CoreConfig.of("cores", 2, 3).change().cores(cores).registersPerLane(16).programBundles(128)
                .mapBytes(1 << 12).trace(true).build();
    }

    /// The packet's byte 1 is its action, as often as its byte 0 says a loop goes round; the number of the
    /// CPU goes into byte 2.
    private static final List<Bundle> PROGRAM = List.of(
            bundle(load(LOOPS, 0), load(ACTION, 1)),
            bundle(Optional.of(
                    new Operation.Branch(Cond.EQ, Width.W64, LOOPS, new Operand.Immediate(0), new Target.ToBundle(3))),
                    Optional.empty()),
            bundle(Optional.of(new Operation.Alu(AluOp.ADD, Width.W64, LOOPS, LOOPS, new Operand.Immediate(-1))),
                    Optional.of(new Operation.Jump(new Target.ToBundle(1)))),
            bundle(Optional.empty(), Optional.of(new Operation.Get(CPU, Special.CPU))),
            bundle(Optional.of(new Operation.Exit(ACTION)),
                    Optional.of(new Operation.Store(Space.PACKET, Size.B1, false, Optional.empty(), 2, CPU, 0))));

    private static Optional<Operation> load(Reg to, int offset) {
        return Optional
                .of(new Operation.Load(Space.PACKET, Size.B1, false, false, false, to, Optional.empty(), offset, 0));
    }

    private static Bundle bundle(Optional<Operation> first, Optional<Operation> second) {
        return new Bundle(List.of(first, second), false);
    }

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
            List<CorePacket> packets = packets(7, 60).stream().filter(CoresTest::runs).toList();
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

    /// Packets of 16 flows in both directions, most of them of one; some are long, and some take long.
    private static List<CorePacket> ofFlows(long seed, int count) {
        Random random = new Random(seed);
        List<CorePacket> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int flow = random.nextInt(3) == 0 ? 7 : random.nextInt(16);
            boolean back = random.nextBoolean();
            ByteBuffer bytes = ByteBuffer.allocate(60 + random.nextInt(random.nextInt(16) == 0 ? 3000 : 70));
            bytes.put(0, (byte) (random.nextInt(16) == 0 ? random.nextInt(60) : random.nextInt(3)));
            bytes.put(1, (byte) (random.nextInt(4) == 0 ? DROP : TX)).putInt(NUMBER, i);
            bytes.putInt(ADDRESSES + (back ? 4 : 0), 10 << 24 | flow).putInt(ADDRESSES + (back ? 0 : 4), 11 << 24);
            packets.add(new CorePacket(bytes.array(), random.nextInt(), random.nextInt()));
        }
        return packets;
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

    private static boolean runs(CorePacket packet) {
        return packet.bytes().length >= CoreConfig.MIN_PACKET;
    }

    private static byte[] marked(CorePacket packet, int cpu) {
        byte[] bytes = packet.bytes().clone();
        bytes[2] = (byte) cpu;
        return bytes;
    }

    private static RtlCore loaded(VerilatedCore model, int cores, boolean sequential) {
        return loaded(model, cores, sequential, Dispatch.IN_TURN);
    }

    private static RtlCore loaded(VerilatedCore model, int cores, boolean sequential, Dispatch dispatch) {
        RtlCore core = new RtlCore(model, config(cores));
        core.load(new CoreSetup(PROGRAM, List.of(), 16, 0, sequential, sequential, 1000, 0, 0,
                dispatch, List.of()));
        return core;
    }

    /// Packets of all lengths, some too short to run, half of them dropped, some of which take long.
    private static List<CorePacket> packets(long seed, int count) {
        Random random = new Random(seed);
        List<CorePacket> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes =
                    new byte[random.nextInt(12) == 0 ? 4 : 14 + random.nextInt(random.nextInt(8) == 0 ? 3507 : 200)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(3));
            bytes[1] = (byte) (random.nextBoolean() ? DROP : TX);
            packets.add(new CorePacket(bytes, random.nextInt(), random.nextInt()));
        }
        return packets;
    }
}
