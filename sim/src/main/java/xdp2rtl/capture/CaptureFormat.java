package xdp2rtl.capture;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// A capture file whose header has been read.
sealed interface CaptureFormat permits PcapFormat, PcapngFormat {
    /// More bytes than any capture tool keeps of one Ethernet frame (libpcap's MAXIMUM_SNAPLEN).
    int LONGEST = 262_144;

    /// A pcap file has 32 bits for seconds.
    BigInteger END_OF_TIME = BigInteger.ONE.shiftLeft(Integer.SIZE).multiply(BigInteger.valueOf(1_000_000_000L));

    /// The next frame; empty at the end of the file.
    Optional<Frame> next();

    /// The packets so far that were passed over, an entry for each interface that had some.
    List<LeftOut> leftOut();

    /// @param nanoseconds since 1970, of a packet; a file can be damaged, and what its interfaces add has 64 bits
    static long time(CaptureBytes bytes, BigInteger nanoseconds) {
        if (nanoseconds.signum() < 0 || nanoseconds.compareTo(END_OF_TIME) >= 0) {
            throw bytes.refusal("a time that is not in the years 1970 to 2106");
        }
        return nanoseconds.longValueExact();
    }

    static void requireLength(CaptureBytes bytes, long length) {
        if (length > LONGEST) {
            throw bytes.refusal("a packet of %d bytes; no more than %d are ever captured".formatted(length, LONGEST));
        }
    }
}
