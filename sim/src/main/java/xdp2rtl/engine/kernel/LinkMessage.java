package xdp2rtl.engine.kernel;

import java.util.OptionalInt;
import xdp2rtl.elf.Bytes;
import xdp2rtl.fib.Link;

/// The netlink messages about interfaces: `struct ifinfomsg` (include/uapi/linux/rtnetlink.h) and the attributes of
/// include/uapi/linux/if_link.h.
final class LinkMessage {
    private static final int NEW_LINK = 16;
    /// NLM_F_EXCL and NLM_F_CREATE.
    private static final int CREATE = 0x200 | 0x400;
    private static final int ADDRESS = 1;
    private static final int NAME = 3;
    private static final int MTU = 4;
    private static final int LINK_INFO = 18;
    private static final int INFO_KIND = 1;
    private static final int INFO_DATA = 2;
    private static final int PEER = 1;
    private static final int TRANSMIT_QUEUES = 31;
    private static final int RECEIVE_QUEUES = 32;
    /// IFF_UP.
    private static final int UP = 1;

    private LinkMessage() {}

    /// @param peer the number of the other end, where the kind has one
    static byte[] create(int ifindex, int queues, String kind, OptionalInt peer) {
        NetlinkMessage message = header(CREATE, ifindex, 0).attribute(NAME, name(ifindex) + "\0")
                .attribute(RECEIVE_QUEUES, queues).attribute(TRANSMIT_QUEUES, 1);
        int info = message.begin(LINK_INFO);
        message.attribute(INFO_KIND, kind);
        peer.ifPresent(other -> {
            int data = message.begin(INFO_DATA);
            int end = message.begin(PEER);
            fields(message, other, 0);
            message.end(end).end(data);
        });
        return message.end(info).toBytes();
    }

    /// Gives an interface its MTU and address and switches it on.
    static byte[] change(Link link) {
        NetlinkMessage message = header(0, link.ifindex(), UP).attribute(MTU, link.mtu());
        if (!link.loopback() && !link.address().equals(Bytes.of(new byte[link.address().length()]))) {
            message.attribute(ADDRESS, link.address().toArray());
        }
        return message.toBytes();
    }

    /// What an interface that we make is called.
    static String name(int ifindex) { return ifindex == Link.LOOPBACK ? "lo" : "x" + ifindex; }

    private static NetlinkMessage header(int flags, int ifindex, int interfaceFlags) {
        return fields(new NetlinkMessage(NEW_LINK, flags), ifindex, interfaceFlags);
    }

    /// `struct ifinfomsg`; the flags that are set are those that change.
    private static NetlinkMessage fields(NetlinkMessage message, int ifindex, int flags) {
        return message.u32(0).u32(ifindex).u32(flags).u32(flags);
    }
}
