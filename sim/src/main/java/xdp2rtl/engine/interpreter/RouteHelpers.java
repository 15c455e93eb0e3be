package xdp2rtl.engine.interpreter;

import static xdp2rtl.linux.Errno.EINVAL;
import static xdp2rtl.linux.Errno.ENODEV;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.fib.Link;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.linux.FibLookup;
import xdp2rtl.linux.LinkHeader;

/// The helpers about the network (net/core/filter.c).
final class RouteHelpers {
    private final NetworkState network;
    private final AddressSpace memory;
    private final PacketBuffer packet;
    private int ingress;

    RouteHelpers(NetworkState network, AddressSpace memory, PacketBuffer packet) {
        this.network = network;
        this.memory = memory;
        this.packet = packet;
    }

    void startPacket(int ifindex) { ingress = ifindex; }

    /// bpf_xdp_check_mtu.
    long checkMtu(int ifindex, long lengthAt, int difference, long flags) {
        if (flags != 0) { return EINVAL.result(); }
        Optional<Link> link = network.link(ifindex == 0 ? ingress : ifindex);
        if (link.isEmpty()) { return ENODEV.result(); }
        int mtu = link.get().mtu();
        int given = (int) memory.load(lengthAt, AccessSize.W);
        int length = given == 0 ? packet.linear() : given + LinkHeader.BYTES;
        memory.store(lengthAt, AccessSize.W, mtu);
        return length + difference > mtu + LinkHeader.BYTES ? 1 : 0;
    }

    /// bpf_xdp_fib_lookup.
    long lookup(long parametersAt, int size, int flags) {
        if (size < FibLookup.BYTES || (flags & ~FibLookup.FLAGS) != 0) { return EINVAL.result(); }
        if (!FibLookup.isSupported(flags)) {
            throw new Stop("looks a route up with flags 0x%x, which are not supported".formatted(flags));
        }
        byte[] parameters = memory.read(parametersAt, FibLookup.BYTES);
        int result = new RouteLookup(network, ByteBuffer.wrap(parameters).order(ByteOrder.LITTLE_ENDIAN), flags)
                .result();
        for (int i = 0; i < parameters.length; i++) {
            memory.store(parametersAt + i, AccessSize.B, parameters[i]);
        }
        return result;
    }
}
