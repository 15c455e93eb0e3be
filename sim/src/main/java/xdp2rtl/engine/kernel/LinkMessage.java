package xdp2rtl.engine.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The netlink message that makes an interface: `struct nlmsghdr`, `struct ifinfomsg`, attributes
/// (include/uapi/linux/rtnetlink.h and if_link.h). Numbers are in the machine's byte order.
final class LinkMessage {
    private static final short NEW_LINK = 16;
    /// Request, acknowledge, exclusive, create.
    private static final short FLAGS = 0x1 | 0x4 | 0x200 | 0x400;
    private static final int NAME = 3;
    private static final int LINK_INFO = 18;
    private static final int INFO_KIND = 1;
    private static final int TRANSMIT_QUEUES = 31;
    private static final int RECEIVE_QUEUES = 32;

    private LinkMessage() {}

    static byte[] create(int ifindex, int queues, String kind) {
        var message = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
        message.putInt(0).putShort(NEW_LINK).putShort(FLAGS).putInt(1).putInt(0);
        message.putInt(0).putInt(ifindex).putInt(0).putInt(0);
        attribute(message, NAME, ("x" + ifindex + "\0").getBytes(StandardCharsets.US_ASCII));
        attribute(message, RECEIVE_QUEUES, number(queues));
        attribute(message, TRANSMIT_QUEUES, number(1));
        int info = message.position();
        message.putShort((short) 0).putShort((short) LINK_INFO);
        attribute(message, INFO_KIND, kind.getBytes(StandardCharsets.US_ASCII));
        message.putShort(info, (short) (message.position() - info));
        message.putInt(0, message.position());
        var bytes = new byte[message.position()];
        message.get(0, bytes);
        return bytes;
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
    }

    private static void attribute(ByteBuffer message, int type, byte[] value) {
        message.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        message.position(message.position() + 3 & ~3);
    }
}
