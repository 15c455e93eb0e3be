package xdp2rtl.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The block format of Wireshark: sections, each in its own byte order, with interfaces and packets. Blocks that hold
/// no packets are skipped, packets that no program would have been given are counted. Source: draft-ietf-opsawg-pcapng.
final class PcapngFormat implements CaptureFormat {
    static final int SECTION = 0x0a0d0d0a;
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final long LONGEST_BLOCK = 16 << 20;
    /// Options of packets: epb_flags (bits 5 to 8 count the bytes of the check sequence, 0 says nothing) and epb_queue.
    private static final int FLAGS = 2;
    private static final int CHECK_SEQUENCE_SHIFT = 5;
    private static final int CHECK_SEQUENCE_MASK = 0xf;
    private static final int QUEUE = 6;

    private final CaptureBytes bytes;
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    /// Packets passed over, by interface and its number; sections have their own.
    private final Map<Other, Integer> others = new LinkedHashMap<>();

    private record Other(int number, CaptureInterface described) {}

    private PcapngFormat(CaptureBytes bytes) {
        this.bytes = bytes;
    }

    /// Reads the first section header behind its block type.
    static PcapngFormat open(CaptureBytes bytes) {
        var format = new PcapngFormat(bytes);
        format.section();
        return format;
    }

    @Override public Optional<Frame> next() {
        while (true) {
            ByteBuffer start = bytes.takeOrEnd(4, "a block");
            if (!start.hasRemaining()) { return Optional.empty(); }
            int type = start.getInt();
            if (type == SECTION) {
                section();
                continue;
            }
            long length = bytes.take(4, "a block").getInt() & 0xffff_ffffL;
            ByteBuffer body = body(length, 8);
            Optional<Frame> frame = switch (type) {
                case INTERFACE -> {
                    interfaces.add(CaptureInterface.parse(bytes, body));
                    yield Optional.empty();
                }
                case ENHANCED_PACKET -> packet(body, false);
                case OBSOLETE_PACKET -> packet(body, true);
                case SIMPLE_PACKET -> simplePacket(body);
                default -> Optional.empty();
            };
            if (frame.isPresent()) { return frame; }
        }
    }

    @Override public List<LeftOut> leftOut() {
        return others.entrySet().stream().map(other -> new LeftOut(other.getValue(), other.getKey().number(),
                other.getKey().described().name(), other.getKey().described().obstacle().orElseThrow())).toList();
    }

    private void section() {
        ByteBuffer start = bytes.take(8, "a section header");
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (start.order(ByteOrder.BIG_ENDIAN).getInt(4) == BYTE_ORDER) {
            bytes.order(ByteOrder.BIG_ENDIAN);
        } else if (start.order(ByteOrder.LITTLE_ENDIAN).getInt(4) != BYTE_ORDER) {
            throw bytes.refusal("a section header without the byte-order magic");
        }
        ByteBuffer body = body(start.order(bytes.order()).getInt(0) & 0xffff_ffffL, 12);
        if (body.remaining() < 12) {
            throw bytes.refusal("a section header of %d bytes".formatted(body.remaining() + 16));
        }
        int major = body.getShort() & 0xffff;
        if (major != 1) {
            throw bytes.refusal("pcapng version %d.%d; only 1.x is known".formatted(major, body.getShort() & 0xffff));
        }
        interfaces.clear();
    }

    /// What a block of `length` bytes holds behind the `taken` bytes already read and before its closing length.
    private ByteBuffer body(long length, int taken) {
        if (length % 4 != 0 || length < taken + 4 || length > LONGEST_BLOCK) {
            throw bytes.refusal("a block of %d bytes".formatted(length));
        }
        ByteBuffer body = bytes.take((int) length - taken, "a block");
        long closing = body.getInt(body.limit() - 4) & 0xffff_ffffL;
        if (closing != length) {
            throw bytes.refusal("a block that begins with length %d and ends with %d".formatted(length, closing));
        }
        return body.limit(body.limit() - 4);
    }

    /// Empty if it is none that programs are given.
    private Optional<Frame> packet(ByteBuffer body, boolean obsolete) {
        if (body.remaining() < 20) {
            throw bytes.refusal("a packet block of %d bytes".formatted(body.remaining() + 12));
        }
        int number = obsolete ? body.getShort() & 0xffff : body.getInt();
        if (obsolete) {
            body.getShort();
        }
        CaptureInterface source = source(number);
        long time = CaptureFormat.time(bytes, source.nanoseconds(body.getInt(), body.getInt()));
        long length = body.getInt() & 0xffff_ffffL;
        long wire = body.getInt() & 0xffff_ffffL;
        byte[] data = data(body, length);
        body.position(Math.min(body.limit(), body.position() + (-data.length & 3)));
        var options = BlockOptions.parse(bytes, "a packet", body);
        int ownCheckSequence =
                options.fixed(FLAGS, 4).map(ByteBuffer::getInt).orElse(0) >> CHECK_SEQUENCE_SHIFT & CHECK_SEQUENCE_MASK;
        OptionalInt queue = obsolete ? OptionalInt.empty()
                : options.fixed(QUEUE, 4).map(value -> OptionalInt.of(queue(value.getInt())))
                        .orElse(OptionalInt.empty());
        return given(number, source, CheckSequence.removed(time, data, wire,
                ownCheckSequence == 0 ? source.checkSequence() : ownCheckSequence, queue));
    }

    private Optional<Frame> simplePacket(ByteBuffer body) {
        if (body.remaining() < 4) {
            throw bytes.refusal("a packet block of %d bytes".formatted(body.remaining() + 12));
        }
        long length = body.getInt() & 0xffff_ffffL;
        CaptureInterface source = source(0);
        long kept = source.snapLength() == 0 ? length : Math.min(length, source.snapLength());
        return given(0, source,
                CheckSequence.removed(0, data(body, kept), length, source.checkSequence(), OptionalInt.empty()));
    }

    private Optional<Frame> given(int number, CaptureInterface source, Frame frame) {
        bytes.finishPacket();
        if (source.obstacle().isPresent()) {
            others.merge(new Other(number, source), 1, Integer::sum);
            return Optional.empty();
        }
        return Optional.of(frame);
    }

    private int queue(int number) {
        if (number < 0) { throw bytes.refusal("receive queue %s".formatted(Integer.toUnsignedString(number))); }
        return number;
    }

    private CaptureInterface source(int number) {
        if (number < 0 || number >= interfaces.size()) {
            throw bytes.refusal("interface %s, which is not described".formatted(Integer.toUnsignedString(number)));
        }
        return interfaces.get(number);
    }

    private byte[] data(ByteBuffer body, long length) {
        CaptureFormat.requireLength(bytes, length);
        if (length > body.remaining()) {
            throw bytes.refusal("a packet of %d bytes in a block that has %d left".formatted(length,
                    body.remaining()));
        }
        var data = new byte[(int) length];
        body.get(data);
        return data;
    }
}
