package xdp2rtl.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import xdp2rtl.elf.Bytes;

/// The classic format of libpcap: a 24-byte header, then records of a 16-byte header and data; either byte order,
/// micro- or nanoseconds. Source: draft-ietf-opsawg-pcap.
final class PcapFormat implements CaptureFormat {
    static final int MICROSECONDS = 0xa1b2c3d4;
    static final int NANOSECONDS = 0xa1b23c4d;
    private static final int FRAME_CHECK_SEQUENCE = 1 << 26;

    private final CaptureBytes bytes;
    private final int perFraction;

    private PcapFormat(CaptureBytes bytes, int perFraction) {
        this.bytes = bytes;
        this.perFraction = perFraction;
    }

    static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS;
    }

    /// Reads the header behind its magic number, whose byte order is already known.
    static PcapFormat open(CaptureBytes bytes, int magic) {
        ByteBuffer header = bytes.take(20, "the file header");
        int major = header.getShort() & 0xffff;
        int minor = header.getShort() & 0xffff;
        if (major != 2) {
            throw bytes.refusal("pcap version %d.%d; only 2.x is known".formatted(major, minor));
        }
        int link = header.getInt(16);
        LinkType.requireEthernet(bytes.where(), link & 0xffff);
        if ((link & FRAME_CHECK_SEQUENCE) != 0) {
            throw bytes.refusal("its packets end with a frame check sequence, which no XDP program sees");
        }
        return new PcapFormat(bytes, magic == NANOSECONDS ? 1 : 1000);
    }

    @Override public Optional<Frame> next() {
        ByteBuffer header = bytes.takeOrEnd(16, "a packet header");
        if (!header.hasRemaining()) {
            return Optional.empty();
        }
        long seconds = header.getInt() & 0xffff_ffffL;
        long fraction = header.getInt() & 0xffff_ffffL;
        long length = header.getInt() & 0xffff_ffffL;
        long wire = header.getInt() & 0xffff_ffffL;
        CaptureFormat.requireLength(bytes, length);
        Bytes data = Bytes.of(bytes.take((int) length, "a packet").array());
        bytes.finishPacket();
        return Optional.of(new Frame(seconds * 1_000_000_000L + fraction * perFraction, data, Math.max(wire, length)));
    }

    /// The byte order in which `first` is a magic number of this format, if any.
    static Optional<ByteOrder> order(ByteBuffer first) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            if (isMagic(first.order(order).getInt(0))) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }
}
