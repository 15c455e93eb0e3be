package xdp2rtl.capture;

import xdp2rtl.elf.Bytes;

/// An Ethernet frame of a capture file, as far as it was captured, and when it came.
///
/// @param nanoseconds since 1970
/// @param wireLength  bytes that it had on the wire; more than `bytes` has where the capture cut it
public record Frame(long nanoseconds, Bytes bytes, long wireLength) {
    /// Captured whole.
    public Frame(long nanoseconds, Bytes bytes) {
        this(nanoseconds, bytes, bytes.length());
    }

    /// Whether the capture holds less than was on the wire.
    public boolean isCut() {
        return wireLength > bytes.length();
    }
}
