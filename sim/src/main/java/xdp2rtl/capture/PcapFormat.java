package xdp2rtl.capture;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.diagnostic.InputError;

/// The classic format of libpcap: a 24-byte header, then records of a 16-byte header and data; either byte order,
/// micro- or nanoseconds. Source: draft-ietf-opsawg-pcap.
final class PcapFormat implements CaptureFormat {
    static final int MICROSECONDS = 0xa1b2c3d4;
    static final int NANOSECONDS = 0xa1b23c4d;
    /// The field behind the link type: bit 26 says that the upper four count the words of 2 bytes of a check sequence.
    private static final int HAS_CHECK_SEQUENCE = 1 << 26;
    private static final int CHECK_SEQUENCE_WORDS = 28;

    private final CaptureBytes bytes;
    private final int perFraction;
    private final int checkSequence;

    private PcapFormat(CaptureBytes bytes, int perFraction, int checkSequence) {
        this.bytes = bytes;
        this.perFraction = perFraction;
        this.checkSequence = checkSequence;
    }

    static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS;
    }

    /// Reads the header behind its magic number, whose byte order is already known.
    static PcapFormat open(CaptureBytes bytes, int magic) {
        ByteBuffer header = bytes.take(20, "the file header");
        int major = header.getShort() & 0xffff;
        int minor = header.getShort() & 0xffff;
        if (major != 2) { throw bytes.refusal("pcap version %d.%d; only 2.x is known".formatted(major, minor)); }
        int link = header.getInt(16);
        if ((link & 0xffff) != LinkType.ETHERNET) {
            throw new InputError(bytes.where(), "the link type is %s".formatted(LinkType.text(link & 0xffff)),
                    LinkType.WHY, LinkType.REMEDY);
        }
        int check = (link & HAS_CHECK_SEQUENCE) == 0 ? 0 : 2 * (link >>> CHECK_SEQUENCE_WORDS);
        return new PcapFormat(bytes, magic == NANOSECONDS ? 1 : 1000, check);
    }

    @Override public List<LeftOut> leftOut() {
        return List.of();
    }

    @Override public Optional<Frame> next() {
        ByteBuffer header = bytes.takeOrEnd(16, "a packet header");
        if (!header.hasRemaining()) { return Optional.empty(); }
        long seconds = header.getInt() & 0xffff_ffffL;
        long fraction = header.getInt() & 0xffff_ffffL;
        long length = header.getInt() & 0xffff_ffffL;
        long wire = header.getInt() & 0xffff_ffffL;
        CaptureFormat.requireLength(bytes, length);
        byte[] data = bytes.take((int) length, "a packet").array();
        bytes.finishPacket();
        long time = CaptureFormat.time(bytes,
                BigInteger.valueOf(seconds).multiply(BigInteger.valueOf(1_000_000_000L))
                        .add(BigInteger.valueOf(fraction * perFraction)));
        return Optional.of(CheckSequence.removed(time, data, wire, checkSequence, OptionalInt.empty()));
    }

    /// The byte order in which `first` is a magic number of this format, if any.
    static Optional<ByteOrder> order(ByteBuffer first) {
        for (ByteOrder order : new ByteOrder[]{ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            if (isMagic(first.order(order).getInt(0))) { return Optional.of(order); }
        }
        return Optional.empty();
    }
}
