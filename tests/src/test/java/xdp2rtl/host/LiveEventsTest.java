package xdp2rtl.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.driver.EventRings;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.Emission;
import xdp2rtl.resolve.AbortedRecords;
import xdp2rtl.resolve.LinkedPrograms;
import xdp2rtl.resolve.LiveCode;

/// What a program leaves for the host on the generated core, where contexts run at once and the host takes it out
/// meanwhile.
@Tag("model")
final class LiveEventsTest {
    @TempDir Path folder;

    private HostDevice load(ModelBoard board, String program) {
        Path object = Sources.compiled(Path.of("src/test/resources/xdp2rtl/helpers/traffic.bpf.c"),
                folder.resolve("traffic.o"), "v3");
        new ProgramLoader(board.host(folder))
                .load(new ProgramLoader.Wanted(LiveCode.of(ElfObject.read(object).program(program)), Map.of(),
                        false, Map.of()));
        return board.host(folder);
    }

    private static CorePacket packet(int number) {
        return new CorePacket(ByteBuffer.allocate(length(number)).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array(),
                1, 0);
    }

    private static int length(int number) {
        return 14 + number * 37 % 300;
    }

    /// Two bytes of the length, the packet, and what fills it up.
    private static Emission record(int number) {
        var data = ByteBuffer.allocate(2 + length(number)).order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) length(number)).putInt(number);
        return Emission.Recorded.of("samples", data.array());
    }

    private static Emission text(int number) {
        return new Emission.Printed("packet %d of %d bytes".formatted(number, length(number)));
    }

    @Test void everythingIsTakenOutOnceInTheOrderOfItsContext() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            HostDevice device = load(board, "traffic");
            var taken = new ArrayList<EventRings.Taken>();
            int packets = 400;
            for (int from = 0; from < packets; from += 40) {
                board.offer(IntStream.range(from, from + 40).mapToObj(LiveEventsTest::packet).toList());
                board.run(500);
                taken.addAll(device.maps().events());
            }
            board.finish();
            taken.addAll(device.maps().events());
            assertEquals(0, device.maps().lostEvents());
            assertEquals(
                    sorted(IntStream.range(0, packets).boxed().flatMap(i -> List.of(text(i), record(i)).stream())
                            .toList()),
                    sorted(taken.stream().map(EventRings.Taken::emission).toList()));
            assertTrue(taken.stream().map(one -> one.origin().orElseThrow().context()).distinct().count() > 4,
                    "contexts run at once");
            taken.forEach(one -> {
                if (one.emission() instanceof Emission.Recorded(_, var data)) {
                    assertEquals(2 + length((int) data.number(2, Integer.BYTES, false)),
                            one.origin().orElseThrow().bytes());
                }
            });
            for (int context = 0; context < CoreConfig.DEFAULT.contexts(); context++) {
                int own = context;
                List<Long> times =
                        taken.stream()
                                .filter(one -> one.origin().orElseThrow().context() == own
                                        && one.emission() instanceof Emission.Printed)
                                .map(one -> one.origin().orElseThrow().nanoseconds()).toList();
                assertEquals(times.stream().sorted().toList(), times);
            }
        }
    }

    @Test void whatFindsNoRoomIsCounted() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            HostDevice device = load(board, "traffic");
            int packets = 2000;
            board.offer(IntStream.range(0, packets).mapToObj(LiveEventsTest::packet).toList());
            board.finish();
            List<EventRings.Taken> taken = device.maps().events();
            long lost = device.maps().lostEvents();
            assertTrue(lost > 0, "the rings are full");
            assertEquals(2L * packets, taken.size() + lost);
            board.offer(List.of(packet(7)));
            board.finish();
            assertEquals(sorted(List.of(text(7), record(7))),
                    sorted(device.maps().events().stream().map(EventRings.Taken::emission).toList()));
            assertEquals(lost, device.maps().lostEvents());
        }
    }

    /// What the program `rings` leaves of a packet.
    private static List<Emission> ofRing(int number) {
        List<byte[]> left = new ArrayList<>();
        left.add(bytes(16).putInt(number).putInt(length(number)).array());
        if (number % 2 == 0) {
            left.add(bytes(16).putLong(8, (long) length(number) << 32 | number).array());
            left.add(bytes(4).putInt(number).array());
        }
        return left.stream().<Emission>map(data -> new Emission.Recorded("ring", Bytes.of(data))).toList();
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test void aRingThatContextsShareLosesNothing() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            HostDevice device = load(board, "rings");
            var taken = new ArrayList<Emission>();
            int packets = 400;
            for (int from = 0; from < packets; from += 40) {
                board.offer(IntStream.range(from, from + 40).mapToObj(LiveEventsTest::packet).toList());
                board.run(500);
                device.maps().events().forEach(one -> taken.add(one.emission()));
            }
            board.finish();
            device.maps().events().forEach(one -> taken.add(one.emission()));
            assertEquals(0, device.maps().lostEvents());
            assertEquals(sorted(IntStream.range(0, packets).boxed().flatMap(i -> ofRing(i).stream()).toList()),
                    sorted(taken));
        }
    }

    @Test void aFullRingIsEmptiedAndGoesOn() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            HostDevice device = load(board, "rings");
            board.offer(IntStream.range(0, 600).mapToObj(LiveEventsTest::packet).toList());
            board.finish();
            List<EventRings.Taken> taken = device.maps().events();
            assertTrue(device.maps().lostEvents() > 0, "the ring is full");
            assertTrue(taken.size() > 8192 / 24 / 2 && taken.size() < 8192 / 16, taken::toString);
            long lost = device.maps().lostEvents();
            board.offer(List.of(packet(8)));
            board.finish();
            assertEquals(sorted(ofRing(8)),
                    sorted(device.maps().events().stream().map(EventRings.Taken::emission).toList()));
            assertEquals(lost, device.maps().lostEvents());
        }
    }

    /// redirect_map without an entry in its map gives XDP_ABORTED.
    @Test void packetsThatAreAbortedLeaveACopy() {
        Program program = LinkedPrograms.of(ElfObject.read(Path.of("..", "examples", "redirect_map",
                "redirect_map.bpf.o")), "redirect_map");
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            new ProgramLoader(board.host(folder))
                    .load(new ProgramLoader.Wanted(AbortedRecords.of(program), Map.of(), false, Map.of()));
            List<CorePacket> packets = IntStream.range(0, 100).mapToObj(LiveEventsTest::packet).toList();
            board.offer(packets);
            board.finish();
            assertTrue(board.reports().stream().allMatch(report -> report.r0() == XdpAction.ABORTED.number()));
            assertEquals(
                    sorted(packets.stream().<Emission>map(
                            packet -> Emission.Recorded.of(AbortedRecords.MAP, withMacsSwapped(packet.bytes())))
                            .toList()),
                    sorted(board.host(folder).maps().events().stream().map(EventRings.Taken::emission).toList()));
        }
    }

    private static byte[] withMacsSwapped(byte[] packet) {
        byte[] swapped = packet.clone();
        System.arraycopy(packet, 0, swapped, 6, 6);
        System.arraycopy(packet, 6, swapped, 0, 6);
        return swapped;
    }

    private static List<Emission> sorted(List<Emission> emissions) {
        return emissions.stream().sorted(Comparator.comparing(Emission::text)).toList();
    }
}
