package xdp2rtl.capture;

import java.util.List;
import java.util.Optional;

/// A capture file whose header has been read.
sealed interface CaptureFormat permits PcapFormat, PcapngFormat {
    /// More bytes than any capture tool keeps of one Ethernet frame (libpcap's MAXIMUM_SNAPLEN).
    int LONGEST = 262_144;

    /// The next frame; empty at the end of the file.
    Optional<Frame> next();

    /// The packets so far that were passed over, an entry for each interface that had some.
    List<LeftOut> leftOut();

    static void requireLength(CaptureBytes bytes, long length) {
        if (length > LONGEST) {
            throw bytes.refusal("a packet of %d bytes; no more than %d are ever captured".formatted(length, LONGEST));
        }
    }
}
