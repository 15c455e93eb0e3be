package xdp2rtl.engine.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A netlink message that is being written: `struct nlmsghdr`, the header of its kind, attributes
/// (include/uapi/linux/netlink.h). Numbers are in the machine's byte order.
final class NetlinkMessage {
    /// NLM_F_REQUEST and NLM_F_ACK.
    private static final int REQUEST = 0x1 | 0x4;
    private static final int MOST_BYTES = 512;
    private static final int HEADER = 4;

    private final ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES).order(ByteOrder.nativeOrder());

    /// @param type  RTM_
    /// @param flags NLM_F_, beside those of every request
    NetlinkMessage(int type, int flags) {
        bytes.putInt(0).putShort((short) type).putShort((short) (REQUEST | flags)).putInt(1).putInt(0);
    }

    NetlinkMessage u8(int value) {
        bytes.put((byte) value);
        return this;
    }

    NetlinkMessage u16(int value) {
        bytes.putShort((short) value);
        return this;
    }

    NetlinkMessage u32(int value) {
        bytes.putInt(value);
        return this;
    }

    NetlinkMessage attribute(int type, byte[] value) {
        int start = begin(type);
        bytes.put(value);
        return end(start);
    }

    NetlinkMessage attribute(int type, int value) {
        int start = begin(type);
        bytes.putInt(value);
        return end(start);
    }

    NetlinkMessage attribute(int type, String text) {
        return attribute(type, text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Begins an attribute of what follows; what it returns is what [#end] wants.
    int begin(int type) {
        int start = bytes.position();
        bytes.putShort((short) 0).putShort((short) type);
        return start;
    }

    NetlinkMessage end(int start) {
        bytes.putShort(start, (short) (bytes.position() - start));
        bytes.position((bytes.position() + HEADER - 1) / HEADER * HEADER);
        return this;
    }

    byte[] toBytes() {
        bytes.putInt(0, bytes.position());
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
