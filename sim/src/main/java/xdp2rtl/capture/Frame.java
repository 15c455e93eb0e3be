package xdp2rtl.capture;

import java.util.OptionalInt;
import xdp2rtl.elf.Bytes;

/// An Ethernet frame of a capture file, as far as it was captured and without its check sequence, and when it came.
///
/// @param nanoseconds since 1970
/// @param wireLength  bytes that it had on the wire; more than `bytes` has where the capture cut it
/// @param queue       the receive queue that it came in by, where the capture says so
public record Frame(long nanoseconds, Bytes bytes, long wireLength, OptionalInt queue) {
    /// Captured whole; no queue is known.
    public Frame(long nanoseconds, Bytes bytes) {
        this(nanoseconds, bytes, bytes.length(), OptionalInt.empty());
    }

    /// Whether the capture holds less than was on the wire.
    public boolean isCut() { return wireLength > bytes.length(); }
}
