package xdp2rtl.engine.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import xdp2rtl.fib.IpAddress;
import xdp2rtl.fib.Neighbour;
import xdp2rtl.fib.Route;

/// The netlink messages that make routes (`struct rtmsg`, include/uapi/linux/rtnetlink.h) and neighbours
/// (`struct ndmsg`, include/uapi/linux/neighbour.h).
final class RouteMessage {
    private static final int NEW_ROUTE = 24;
    private static final int NEW_NEIGHBOUR = 28;
    /// NLM_F_CREATE and NLM_F_APPEND.
    private static final int APPEND = 0x400 | 0x800;
    private static final int CREATE = 0x400;
    private static final int DESTINATION = 1;
    private static final int OUTPUT_INTERFACE = 4;
    private static final int GATEWAY = 5;
    private static final int METRIC = 6;
    private static final int VIA = 18;
    private static final int STATIC = 4;
    private static final int EVERYWHERE = 0;
    private static final int ON_LINK = 253;
    private static final int HERE = 254;
    /// RTNH_F_ONLINK: the gateway is taken without a route to it.
    private static final int GATEWAY_ON_LINK = 4;
    private static final int LINK_ADDRESS = 2;
    /// NUD_PERMANENT.
    private static final int PERMANENT = 0x80;

    private RouteMessage() {}

    static byte[] create(Route route) {
        var message = new NetlinkMessage(NEW_ROUTE, APPEND)
                .u8(route.destination().family().number()).u8(route.destination().length()).u8(0).u8(0)
                .u8(route.table().number()).u8(STATIC).u8(scope(route)).u8(route.type().number())
                .u32(route.gateway().isPresent() ? GATEWAY_ON_LINK : 0)
                .attribute(DESTINATION, route.destination().first().bytes())
                .attribute(METRIC, route.metric());
        switch (route.type()) {
            case UNICAST, LOCAL, BROADCAST, ANYCAST, MULTICAST ->
                message.attribute(OUTPUT_INTERFACE, route.ifindex());
            case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> {}
        }
        route.gateway().ifPresent(gateway -> {
            if (gateway.family() == route.destination().family()) {
                message.attribute(GATEWAY, gateway.bytes());
            } else {
                message.attribute(VIA, via(gateway));
            }
        });
        return message.toBytes();
    }

    private static int scope(Route route) {
        return switch (route.type()) {
            case UNICAST -> route.gateway().isPresent() ? EVERYWHERE : ON_LINK;
            case LOCAL -> HERE;
            case BROADCAST, ANYCAST, MULTICAST -> ON_LINK;
            case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> EVERYWHERE;
        };
    }

    /// `struct rtvia`: a gateway of another protocol.
    private static byte[] via(IpAddress gateway) {
        byte[] bytes = gateway.bytes();
        return ByteBuffer.allocate(Short.BYTES + bytes.length).order(ByteOrder.nativeOrder())
                .putShort((short) gateway.family().number()).put(bytes).array();
    }

    static byte[] create(Neighbour neighbour) {
        return new NetlinkMessage(NEW_NEIGHBOUR, CREATE).u32(neighbour.address().family().number())
                .u32(neighbour.ifindex())
                .u16(PERMANENT).u8(0).u8(0).attribute(DESTINATION, neighbour.address().bytes())
                .attribute(LINK_ADDRESS, neighbour.mac().toArray()).toBytes();
    }
}
