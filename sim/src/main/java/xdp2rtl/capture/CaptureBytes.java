package xdp2rtl.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// The bytes of a capture file in order. It knows where it is, so that every refusal names the file, the packet
/// (counted from 0) and the offset.
final class CaptureBytes {
    private final String name;
    private final InputStream stream;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long offset;
    private long packet;

    CaptureBytes(String name, InputStream stream) {
        this.name = name;
        this.stream = stream;
    }

    void order(ByteOrder other) {
        order = other;
    }

    ByteOrder order() {
        return order;
    }

    /// Counts a packet as done.
    void finishPacket() {
        packet++;
    }

    String where() {
        return "%s: packet %d, offset %d".formatted(name, packet, offset);
    }

    InputError refusal(String what) {
        return new InputError(where(), what);
    }

    private InputError ends(String what, int there, int length) {
        return new InputError(where(),
                "the file ends in the middle of %s (%d of %d bytes)".formatted(what, there, length), "",
                "Capture it again, or copy it again as a whole");
    }

    /// Exactly `length` bytes.
    ByteBuffer take(int length, String what) {
        ByteBuffer bytes = takeUpTo(length);
        if (bytes.remaining() < length) { throw ends(what, bytes.remaining(), length); }
        offset += length;
        return bytes;
    }

    /// The same, or nothing at the end of the file.
    ByteBuffer takeOrEnd(int length, String what) {
        ByteBuffer bytes = takeUpTo(length);
        if (bytes.hasRemaining() && bytes.remaining() < length) { throw ends(what, bytes.remaining(), length); }
        offset += bytes.remaining();
        return bytes;
    }

    private ByteBuffer takeUpTo(int length) {
        try {
            return ByteBuffer.wrap(stream.readNBytes(length)).order(order);
        } catch (IOException e) {
            throw refusal("it cannot be read (%s)".formatted(FileTrouble.reason(e)));
        }
    }
}
