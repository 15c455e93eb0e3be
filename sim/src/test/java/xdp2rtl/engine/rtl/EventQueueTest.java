package xdp2rtl.engine.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static xdp2rtl.isa.ControlRegister.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.EventWord;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Pipeline;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.Observation;
import xdp2rtl.port.PortReport;
import xdp2rtl.port.Retired;
import xdp2rtl.verilator.VerilatedCore;

/// The event queue through the control port, against what the report and retirement ports show of the same packets.
@Tag("model")
class EventQueueTest {
    private static final CoreConfig CONFIG = CoreConfig.of("2x5", 2, 5).change().registersPerLane(16)
            .programBundles(128).mapBytes(1 << 13).trace(true).build();
    private static final Reg ACTION = Reg.of(0, 0);
    private static final int FAULT = 9;
    private static final int RUNAWAY = 10;

    /// Byte 14 is the packet's action; 9 reads beyond the packet, 10 never ends.
    private static final List<Bundle> PROGRAM = List.of(
            bundle(new Operation.Load(Space.PACKET, Size.B1, false, false, true, ACTION, Optional.empty(), 14, 0)),
            bundle(new Operation.Branch(Cond.EQ, Width.W64, ACTION, new Immediate(FAULT), new Target.ToBundle(4))),
            bundle(new Operation.Branch(Cond.EQ, Width.W64, ACTION, new Immediate(RUNAWAY), new Target.ToBundle(5))),
            bundle(new Operation.Exit(ACTION)),
            bundle(new Operation.Load(Space.PACKET, Size.B1, false, false, false, ACTION, Optional.empty(), 4000, 0)),
            bundle(new Operation.Jump(new Target.ToBundle(5))));

    @Test void everyAbortedOrUnknownActionLeavesARecordAndNoOther() {
        try (VerilatedCore model = RtlModels.of(CONFIG, false).open(Optional.empty())) {
            RtlCore core = started(model);
            assertEquals(0, core.register(EVENT_COUNT, 0));
            assertEquals(List.of(), taken(core));
            Random random = new Random(7);
            int number = 0;
            for (int round = 0; round < 6; round++) {
                var packets = IntStream.range(0, 25).mapToObj(_ -> packet(random.nextInt(12), 15 + random.nextInt(300),
                        random.nextInt())).toList();
                core.offer(packets);
                core.run();
                model.run(Pipeline.WRITE_BACK);
                var expected = expected(model.take(), packets, number);
                assertTrue(!expected.isEmpty() && expected.size() <= CoreConfig.EVENTS, expected.toString());
                assertEquals(expected.size(), core.register(EVENT_COUNT, 0));
                assertEquals(words(core), words(core), "reads change nothing");
                assertEquals(expected, taken(core));
                number += packets.size();
            }
            assertEquals(0, core.register(EVENT_LOST, 0));
        }
    }

    @Test void aPacketOfWrongLengthLeavesARecordWithoutABundle() {
        try (VerilatedCore model = RtlModels.of(CONFIG, false).open(Optional.empty())) {
            RtlCore core = started(model);
            core.offer(List.of(packet(FAULT, 60, 3), new CorePacket(new byte[]{1, 2, 3}, 8, 0)));
            core.run();
            var records = taken(core);
            assertEquals(2, records.size());
            assertEquals(4, EventWord.address(records.get(0).get(EventWord.ORIGIN)));
            int origin = records.get(1).get(EventWord.ORIGIN);
            assertEquals(List.of(Cause.LENGTH, 1, 0),
                    List.of(EventWord.cause(origin), EventWord.context(origin), EventWord.address(origin)));
            assertEquals(List.of(0, 8, 3, 1),
                    List.of(records.get(1).get(EventWord.ACTION), records.get(1).get(EventWord.IFINDEX),
                            records.get(1).get(EventWord.LENGTH), records.get(1).get(EventWord.NUMBER)));
        }
    }

    @Test void aFullQueueKeepsTheOldestAndCountsWhatItLoses() {
        try (VerilatedCore model = RtlModels.of(CONFIG, false).open(Optional.empty())) {
            RtlCore core = started(model);
            core.offer(IntStream.range(0, CoreConfig.EVENTS + 9).mapToObj(i -> packet(0, 20 + i, i)).toList());
            core.run();
            assertEquals(CoreConfig.EVENTS, core.register(EVENT_COUNT, 0));
            assertEquals(9, core.register(EVENT_LOST, 0));
            var numbers = taken(core).stream().map(record -> record.get(EventWord.NUMBER)).toList();
            assertEquals(IntStream.range(0, CoreConfig.EVENTS).boxed().toList(), numbers);
            core.offer(List.of(packet(5, 20, 1)));
            core.run();
            assertEquals(1, core.register(EVENT_COUNT, 0));
            var record = taken(core).getFirst();
            assertEquals(List.of(5, CoreConfig.EVENTS + 9),
                    List.of(record.get(EventWord.ACTION), record.get(EventWord.NUMBER)));
            assertEquals(9, core.register(EVENT_LOST, 0));
        }
    }

    private static RtlCore started(VerilatedCore model) {
        RtlCore core = new RtlCore(model, CONFIG);
        core.loadWithoutMaps(new CoreSetup(PROGRAM, List.of(), 16, 0, false, false, 100, 0, 0));
        core.start();
        return core;
    }

    private static CorePacket packet(int action, int length, int ifindex) {
        byte[] bytes = new byte[length];
        if (length > 14) bytes[14] = (byte) action;
        return new CorePacket(bytes, ifindex, 0);
    }

    /// What the records have to be. A packet's last bundle is the last one that its context ended before its report.
    private static List<Map<EventWord, Integer>> expected(Observation seen, List<CorePacket> packets, int number) {
        Map<Integer, List<Retired>> ends = new HashMap<>();
        seen.retired().stream().filter(it -> it.next() == Retired.ENDS)
                .forEach(it -> ends.computeIfAbsent(it.context(), _ -> new ArrayList<>()).add(it));
        List<Map<EventWord, Integer>> records = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            PortReport report = seen.reports().get(i);
            int address = ends.get(report.context()).removeFirst().address();
            int action = (int) report.r0();
            if (action >= 1 && action <= 4) continue;
            records.add(Map.of(EventWord.ORIGIN, report.cause() | report.context() << 8 | address << 16,
                    EventWord.ACTION, action,
                    EventWord.IFINDEX, packets.get(i).ifindex(), EventWord.LENGTH, report.length(), EventWord.NUMBER,
                    number + i));
        }
        return records;
    }

    /// Takes all records out of the queue. Cycles must rise; they are left out.
    private static List<Map<EventWord, Integer>> taken(RtlCore core) {
        List<Map<EventWord, Integer>> records = new ArrayList<>();
        long last = 0;
        while (core.register(EVENT_COUNT, 0) != 0) {
            var record = words(core);
            long cycles = Integer.toUnsignedLong(record.remove(EventWord.CYCLES_LOW))
                    | (long) record.remove(EventWord.CYCLES_HIGH) << Integer.SIZE;
            assertTrue(cycles > last && cycles < core.register(COUNT_CYCLES_LOW, 0), record + " in cycle " + cycles);
            last = cycles;
            records.add(record);
            core.ports().write(new int[]{EVENT_POP.offset(), 0});
        }
        assertEquals(0, words(core).values().stream().mapToInt(word -> word).sum(), "an empty queue reads 0");
        core.ports().write(new int[]{EVENT_POP.offset(), 0});
        return records;
    }

    private static Map<EventWord, Integer> words(RtlCore core) {
        Map<EventWord, Integer> words = new HashMap<>();
        for (var word : EventWord.values()) words.put(word, core.register(EVENT_WORDS, word.ordinal()));
        assertEquals(0, core.register(EVENT_WORDS, EventWord.count()));
        return words;
    }

    private static Bundle bundle(Operation operation) {
        return new Bundle(List.of(Optional.of(operation), Optional.empty()), false);
    }
}
