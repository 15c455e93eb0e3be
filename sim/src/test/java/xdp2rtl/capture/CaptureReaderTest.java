package xdp2rtl.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;

class CaptureReaderTest {
    private static final byte[] FRAME = {1, 2, 3, 4, 5, 6, 7};

    private static List<Frame> read(byte[] file) {
        try (var reader = CaptureReader.of("t.pcap", new ByteArrayInputStream(file))) {
            var frames = new ArrayList<Frame>();
            for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                frames.add(frame.get());
            }
            return frames;
        }
    }

    private static String refusal(byte[] file) {
        return assertThrows(InputError.class, () -> read(file)).getMessage();
    }

    private static ByteBuffer buffer(ByteOrder order) {
        return ByteBuffer.allocate(4096).order(order);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static ByteBuffer pcapHeader(ByteOrder order, int magic, int link) {
        return buffer(order).putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(65535)
                .putInt(link);
    }

    private static byte[] pcap(ByteOrder order, int magic, int fraction) {
        return bytes(pcapHeader(order, magic, 1).putInt(3).putInt(fraction).putInt(7).putInt(70).put(FRAME));
    }

    @Test void readsBothByteOrdersAndBothResolutions() {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            assertEquals(List.of(new Frame(3_000_000_250L, Bytes.of(FRAME), 70, OptionalInt.empty())),
                    read(pcap(order, PcapFormat.NANOSECONDS, 250)));
            assertEquals(List.of(new Frame(3_000_250_000L, Bytes.of(FRAME), 70, OptionalInt.empty())),
                    read(pcap(order, PcapFormat.MICROSECONDS, 250)));
        }
    }

    @Test void readsWhatTheWriterWrites() throws IOException {
        var frames =
                List.of(new Frame(0, Bytes.of(FRAME)), new Frame(1_700_000_000_123_456_000L, Bytes.of(new byte[1514])));
        var out = new ByteArrayOutputStream();
        PcapWriter.writeTo(out, frames);
        assertEquals(frames, read(out.toByteArray()));
    }

    @Test void readsAFileWithoutPackets() {
        assertEquals(List.of(), read(bytes(pcapHeader(ByteOrder.LITTLE_ENDIAN, PcapFormat.MICROSECONDS, 1))));
    }

    private static ByteBuffer block(ByteBuffer out, int type, byte[] body) {
        int padded = body.length + 3 & ~3;
        return out.putInt(type).putInt(padded + 12).put(Arrays.copyOf(body, padded)).putInt(padded + 12);
    }

    private static ByteBuffer section(ByteOrder order) {
        var body = buffer(order).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1);
        return block(buffer(order), PcapngFormat.SECTION, bytes(body));
    }

    private static ByteBuffer describe(ByteBuffer out, int link, int... resolution) {
        var body = buffer(out.order()).putShort((short) link).putShort((short) 0).putInt(5);
        for (int value : resolution) {
            body.putShort((short) 9).putShort((short) 1).put((byte) value).put(new byte[3]).putInt(0);
        }
        return block(out, 1, bytes(body));
    }

    private static ByteBuffer enhanced(ByteBuffer out, int number, long time) {
        var body = buffer(out.order()).putInt(number).putInt((int) (time >> 32)).putInt((int) time).putInt(7).putInt(7)
                .put(FRAME);
        return block(out, 6, bytes(body));
    }

    @Test void readsPcapngOfBothByteOrders() {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            ByteBuffer file = enhanced(describe(section(order), 1), 0, 5_000_001L);
            assertEquals(List.of(new Frame(5_000_001_000L, Bytes.of(FRAME))), read(bytes(file)));
        }
    }

    @Test void countsTimeAsTheInterfaceSays() {
        ByteBuffer file = describe(describe(section(ByteOrder.LITTLE_ENDIAN), 1, 9), 1, 0x80 | 10);
        enhanced(enhanced(file, 0, 77), 1, 1024 * 3 + 512);
        assertEquals(List.of(77L, 3_500_000_000L), read(bytes(file)).stream().map(Frame::nanoseconds).toList());
    }

    @Test void refusesTimesThatACaptureCannotSayAgain() {
        String why = "a time that is not in the years 1970 to 2106";
        ByteBuffer late = enhanced(describe(section(ByteOrder.LITTLE_ENDIAN), 1, 0), 0, 1L << 32);
        assertEquals("t.pcap: packet 0, offset 100: " + why, refusal(bytes(late)));
        ByteBuffer wrapped = enhanced(describe(section(ByteOrder.LITTLE_ENDIAN), 1, 0), 0, (1L << 63) + 7);
        assertEquals("t.pcap: packet 0, offset 100: " + why, refusal(bytes(wrapped)));
        ByteBuffer last = enhanced(describe(section(ByteOrder.LITTLE_ENDIAN), 1, 0), 0, (1L << 32) - 1);
        assertEquals(((1L << 32) - 1) * 1_000_000_000L, read(bytes(last)).getFirst().nanoseconds());
    }

    @Test void readsSimplePacketsUpToTheSnapLengthAndSkipsOtherBlocks() {
        ByteBuffer file = describe(section(ByteOrder.LITTLE_ENDIAN), 1);
        block(file, 4, new byte[20]);
        block(file, 3, bytes(buffer(ByteOrder.LITTLE_ENDIAN).putInt(7).put(FRAME, 0, 5)));
        assertEquals(List.of(new Frame(0, Bytes.of(Arrays.copyOf(FRAME, 5)), 7, OptionalInt.empty())),
                read(bytes(file)));
    }

    @Test void aSectionBringsItsOwnByteOrderAndInterfaces() {
        ByteBuffer first = enhanced(describe(section(ByteOrder.LITTLE_ENDIAN), 1), 0, 1);
        ByteBuffer second = enhanced(describe(section(ByteOrder.BIG_ENDIAN), 1), 0, 2);
        byte[] both = bytes(buffer(ByteOrder.LITTLE_ENDIAN).put(bytes(first)).put(bytes(second)));
        assertEquals(List.of(1000L, 2000L), read(both).stream().map(Frame::nanoseconds).toList());
        byte[] undescribed = bytes(enhanced(section(ByteOrder.LITTLE_ENDIAN), 0, 1));
        assertEquals("t.pcap: packet 0, offset 68: interface 0, which is not described", refusal(undescribed));
    }

    @Test void refusesOtherLinkTypesByName() {
        assertEquals(
                "t.pcap: packet 0, offset 24: the link type is 113 (Linux cooked); XDP programs see Ethernet frames."
                        + " Capture on an Ethernet interface",
                refusal(bytes(pcapHeader(ByteOrder.LITTLE_ENDIAN,
                        PcapFormat.MICROSECONDS, 113))));
    }

    @Test void refusesFilesOfOtherKinds() {
        assertEquals("t.pcap: neither a pcap nor a pcapng file. Give a trace as `tcpdump -w` writes it",
                refusal(new byte[100]));
        assertEquals("t.pcap: neither a pcap nor a pcapng file. It is compressed; unpack it with unxz",
                refusal(new byte[]{(byte) 0xfd, '7', 'z', 'X', 'Z', 0}));
    }

    private static byte[] gzip(byte[] file) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(file);
        }
        return packed.toByteArray();
    }

    @Test void readsWhatIsGzipped() throws IOException {
        byte[] file = pcap(ByteOrder.BIG_ENDIAN, PcapFormat.NANOSECONDS, 250);
        assertEquals(read(file), read(gzip(file)));
        byte[] ng = bytes(enhanced(describe(section(ByteOrder.LITTLE_ENDIAN), 1), 0, 1));
        assertEquals(read(ng), read(gzip(ng)));
        assertEquals("t.pcap: neither a pcap nor a pcapng file. Give a trace as `tcpdump -w` writes it",
                refusal(gzip(new byte[100])));
        assertEquals("t.pcap: it is compressed, and damaged (it ends early). Copy it again as a whole",
                refusal(new byte[]{0x1f, (byte) 0x8b, 8, 0, 0}));
        byte[] cut = gzip(file);
        assertEquals(true, refusal(Arrays.copyOf(cut, cut.length - 12)).startsWith("t.pcap: packet 0, offset "));
    }

    @Test void timesBelowAMicrosecondAreWritten() throws IOException {
        var frames = List.of(new Frame(123_456_789L, Bytes.of(FRAME)), new Frame(5_000_000_000L, Bytes.of(FRAME)));
        var out = new ByteArrayOutputStream();
        PcapWriter.writeTo(out, frames);
        assertEquals(frames, read(out.toByteArray()));
        var streamed = new ByteArrayOutputStream();
        streamed.writeBytes(PcapWriter.header());
        frames.forEach(frame -> streamed.writeBytes(PcapWriter.record(frame)));
        assertEquals(frames, read(streamed.toByteArray()));
    }

    /// Of a frame of 3 bytes and a check sequence of 4.
    @Test void theCheckSequenceIsNoneOfThePacketsBytes() {
        Bytes frame = Bytes.of(Arrays.copyOf(FRAME, 3));
        assertEquals(List.of(new Frame(3_000_000_000L, frame)),
                read(bytes(pcapHeader(ByteOrder.LITTLE_ENDIAN, PcapFormat.MICROSECONDS, 0x2400_0001).putInt(3).putInt(0)
                        .putInt(7).putInt(7).put(FRAME))));
        assertEquals(List.of(new Frame(3_000_000_000L, Bytes.of(FRAME))),
                read(bytes(pcapHeader(ByteOrder.LITTLE_ENDIAN, PcapFormat.MICROSECONDS, 0x2400_0001).putInt(3).putInt(0)
                        .putInt(7).putInt(11).put(FRAME))),
                "the capture cut it off");
        ByteBuffer ofInterface = described(section(ByteOrder.LITTLE_ENDIAN), 1, option(13, (byte) 4));
        assertEquals(List.of(new Frame(1000, frame)), read(bytes(enhanced(ofInterface, 0, 1))));
        ByteBuffer ofPacket = described(section(ByteOrder.LITTLE_ENDIAN), 1);
        block(ofPacket, 6, bytes(packet(0, 1).put(option(2, (byte) (4 << 5), (byte) 0, (byte) 0, (byte) 0))));
        assertEquals(List.of(new Frame(1000, frame)), read(bytes(ofPacket)));
    }

    @Test void aQueueIsReadAndPacketsOfOtherLinksOrThatXdpdumpSawLeaveAreLeftOut() {
        ByteBuffer file = section(ByteOrder.LITTLE_ENDIAN);
        described(file, 1, option(2, "eth0:prog()@fentry".getBytes(StandardCharsets.UTF_8)));
        described(file, 1, option(2, "eth0:prog()@fexit".getBytes(StandardCharsets.UTF_8)));
        described(file, 113, option(2, "any".getBytes(StandardCharsets.UTF_8)));
        block(file, 6, bytes(packet(0, 1).put(option(6, (byte) 3, (byte) 0, (byte) 0, (byte) 0))));
        for (int number : List.of(1, 2, 1, 2, 2)) {
            enhanced(file, number, 2);
        }
        try (var reader = CaptureReader.of("t.pcap", new ByteArrayInputStream(bytes(file)))) {
            assertEquals(Optional.of(new Frame(1000, Bytes.of(FRAME), 7, OptionalInt.of(3))), reader.next());
            assertEquals(Optional.empty(), reader.next());
            assertEquals(List.of(
                    "2 packets of interface 1 (eth0:prog()@fexit): xdpdump saw what a program gave back, not what came in",
                    "3 packets of interface 2 (any): the link type is 113 (Linux cooked); XDP programs see Ethernet frames"),
                    reader.leftOut().stream().map(other -> "%s: %s".formatted(other, other.why())).toList());
        }
    }

    @Test void aCaptureWithoutAPacketForAProgramIsRefused(@TempDir Path folder) throws IOException {
        ByteBuffer file = described(section(ByteOrder.LITTLE_ENDIAN), 113);
        Path path = Files.write(folder.resolve("any.pcapng"), bytes(enhanced(file, 0, 1)));
        assertEquals(path
                + ": it has no packet for a program: 1 packet of interface 0; the link type is 113 (Linux cooked); "
                + "XDP programs see Ethernet frames. Capture on an Ethernet interface",
                assertThrows(InputError.class, () -> Capture.read(path)).getMessage());
    }

    /// An enhanced packet block with [#FRAME], up to its options.
    private static ByteBuffer packet(int number, long time) {
        return buffer(ByteOrder.LITTLE_ENDIAN).putInt(number).putInt((int) (time >> 32)).putInt((int) time).putInt(7)
                .putInt(7)
                .put(Arrays.copyOf(FRAME, 8));
    }

    private static byte[] option(int code, byte... value) {
        return bytes(buffer(ByteOrder.LITTLE_ENDIAN).putShort((short) code).putShort((short) value.length)
                .put(Arrays.copyOf(value, value.length + 3 & ~3)));
    }

    private static ByteBuffer described(ByteBuffer out, int link, byte[]... options) {
        var body = buffer(out.order()).putShort((short) link).putShort((short) 0).putInt(0);
        for (byte[] option : options) {
            body.put(option);
        }
        return block(out, 1, bytes(body));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 10, 23, 30, 39, 40, 46})
    void refusesAFileThatIsCutShort(int length) {
        byte[] file = pcap(ByteOrder.LITTLE_ENDIAN, PcapFormat.MICROSECONDS, 0);
        assertEquals(47, file.length);
        assertEquals(true, refusal(Arrays.copyOf(file, length)).contains("the file ends in the middle of"));
    }

    @Test void namesThePacketThatIsDamaged() {
        ByteBuffer file = pcapHeader(ByteOrder.LITTLE_ENDIAN, PcapFormat.MICROSECONDS, 1);
        file.putInt(0).putInt(0).putInt(2).putInt(2).putShort((short) 0);
        file.putInt(0).putInt(0).putInt(-1).putInt(2).putShort((short) 0);
        assertEquals("t.pcap: packet 1, offset 58: a packet of 4294967295 bytes; no more than 262144 are ever captured",
                refusal(bytes(file)));
    }

    /// Whatever is wrong, it is an [InputError].
    @Test void refusesDamagedFilesWithoutAStackTrace() {
        var random = new Random(1);
        ByteBuffer file = describe(section(ByteOrder.LITTLE_ENDIAN), 1, 9);
        block(enhanced(file, 0, 77), 3, bytes(buffer(ByteOrder.LITTLE_ENDIAN).putInt(5).put(FRAME, 0, 5)));
        byte[] sound = bytes(file);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(i % 2 == 0 ? sound : pcap(ByteOrder.BIG_ENDIAN, PcapFormat.NANOSECONDS, 1),
                    random.nextInt(4) == 0 ? random.nextInt(sound.length) : sound.length);
            for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                read(damaged);
            } catch (InputError e) {
                assertEquals(true, e.where().startsWith("t.pcap"));
            }
        }
    }
}
