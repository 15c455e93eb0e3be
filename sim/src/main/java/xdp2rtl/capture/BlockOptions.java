package xdp2rtl.capture;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.diagnostic.InputError;

/// The options at the end of a pcapng block, by code; of several with one code the first.
final class BlockOptions {
    private static final int END = 0;

    private final CaptureBytes bytes;
    private final String what;
    private final Map<Integer, ByteBuffer> values = new HashMap<>();

    private BlockOptions(CaptureBytes bytes, String what) {
        this.bytes = bytes;
        this.what = what;
    }

    /// @param what has these options, for messages
    /// @param body from the first option to the block's end
    static BlockOptions parse(CaptureBytes bytes, String what, ByteBuffer body) {
        var options = new BlockOptions(bytes, what);
        while (body.remaining() >= 4) {
            int code = body.getShort() & 0xffff;
            int length = body.getShort() & 0xffff;
            if (code == END) {
                break;
            }
            int padded = length + 3 & ~3;
            if (padded > body.remaining()) { throw options.wrong(code, length); }
            options.values.putIfAbsent(code, body.slice(body.position(), length).order(body.order()));
            body.position(body.position() + padded);
        }
        return options;
    }

    /// The value of an option that has one length only.
    Optional<ByteBuffer> fixed(int code, int length) {
        Optional<ByteBuffer> value = Optional.ofNullable(values.get(code));
        value.filter(found -> found.limit() != length).ifPresent(found -> {
            throw wrong(code, found.limit());
        });
        return value.map(found -> found.duplicate().order(found.order()));
    }

    Optional<byte[]> bytes(int code) {
        return Optional.ofNullable(values.get(code)).map(found -> {
            var copy = new byte[found.limit()];
            found.duplicate().get(copy);
            return copy;
        });
    }

    private InputError wrong(int code, int length) {
        return bytes.refusal("option %d of %s has %d bytes".formatted(code, what, length));
    }
}
