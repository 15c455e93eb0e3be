package xdp2rtl.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import xdp2rtl.fib.Link;
import xdp2rtl.fib.Neighbour;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.fib.Route;
import xdp2rtl.port.EngineUnavailable;

/// A network namespace of the calling thread's own, with the interfaces that a stimulus names and the network that it
/// gives. It ends with the thread. The interfaces are virtual and lead nowhere: nothing is sent.
final class NetworkNamespace {
    private static final int NEW_NETWORK = 0x4000_0000;
    private static final int NETLINK = 16;
    private static final int RAW_CLOSE_ON_EXEC = 0x8_0003;
    private static final int ROUTE = 0;
    private static final int REPLY_ERROR = 2;
    private static final String VETH = "veth";
    /// Kinds of interface that can have any number of queues; which of them exist depends on the kernel.
    private static final List<String> KINDS = List.of("dummy", VETH, "ifb", "bridge");
    /// What the numbers of other ends begin at; nothing else has such numbers.
    private static final int FIRST_PEER = 1 << 30;

    private final CLibrary library;
    private final Arena arena;
    private final int socket;

    private NetworkNamespace(CLibrary library, Arena arena) throws LinuxError {
        this.library = library;
        this.arena = arena;
        this.socket = library.socket(NETLINK, RAW_CLOSE_ON_EXEC, ROUTE);
    }

    /// Moves the calling thread into a new namespace that has the interfaces.
    /// @throws EngineUnavailable if that is not permitted, or Linux cannot make such an interface
    static void enter(Interfaces interfaces, NetworkState network, CLibrary library, Arena arena) throws LinuxError {
        if (interfaces.queues().getOrDefault(Interfaces.LOOPBACK, 1) > 1) {
            throw new EngineUnavailable("interface 1 is the loopback, which has one receive queue; "
                    + "give another --ifindex for --rx-queue to be above 0");
        }
        try {
            library.unshare(NEW_NETWORK);
        } catch (LinuxError e) {
            throw new EngineUnavailable("interfaces %s are made in a network namespace, which this process may not "
                    .formatted(interfaces.queues().keySet()) + "create (%s); run as root".formatted(e.getMessage()));
        }
        var namespace = new NetworkNamespace(library, arena);
        try {
            for (Map.Entry<Integer, Integer> one : interfaces.queues().entrySet()) {
                if (one.getKey() != Interfaces.LOOPBACK) {
                    namespace.create(one.getKey(), one.getValue());
                }
            }
            namespace.fill(network);
        } finally {
            library.close(namespace.socket);
        }
    }

    private void create(int ifindex, int queues) throws LinuxError {
        String reason = "";
        for (String kind : KINDS) {
            int error = request(LinkMessage.create(ifindex, queues, kind,
                    kind.equals(VETH) ? OptionalInt.of(FIRST_PEER + ifindex) : OptionalInt.empty()));
            if (error == 0) { return; }
            reason = CLibrary.error(-error).getMessage();
        }
        throw new EngineUnavailable("Linux cannot make an interface with number %d and %d receive queues (%s)"
                .formatted(ifindex, queues, reason));
    }

    private void fill(NetworkState network) throws LinuxError {
        for (Link link : network.links()) {
            demand(LinkMessage.change(link), "interface " + link.name());
            forward(link, "ipv4", link.forwardsIpv4());
            forward(link, "ipv6", link.forwardsIpv6());
        }
        // A gateway must be on a link that is there.
        for (Route route : network.routes().stream().sorted(Comparator.comparing(one -> one.gateway().isPresent()))
                .toList()) {
            demand(RouteMessage.create(route), route.toString());
        }
        for (Neighbour neighbour : network.neighbours()) {
            demand(RouteMessage.create(neighbour), "neighbour " + neighbour.address());
        }
    }

    private void demand(byte[] message, String what) throws LinuxError {
        int error = request(message);
        if (error != 0) {
            throw new EngineUnavailable(
                    "Linux does not take %s of the network (%s)".formatted(what, CLibrary.error(-error).getMessage()));
        }
    }

    /// The switch is not there for IPv6 where the MTU is too small for it.
    private static void forward(Link link, String protocol, boolean forwards) {
        Path file =
                Path.of("/proc/sys/net/%s/conf/%s/forwarding".formatted(protocol, LinkMessage.name(link.ifindex())));
        if (protocol.equals("ipv6") && link.mtu() < Link.IPV6_LEAST_MTU) { return; }
        try {
            Files.writeString(file, forwards ? "1" : "0");
        } catch (IOException e) {
            throw new EngineUnavailable("%s cannot be written (%s)".formatted(file, e.getMessage()));
        }
    }

    /// 0, or the negative error number of the answer.
    private int request(byte[] message) throws LinuxError {
        MemorySegment out = arena.allocate(message.length, 8);
        out.copyFrom(MemorySegment.ofArray(message));
        library.send(socket, out);
        MemorySegment in = arena.allocate(8192, 8);
        long length = library.receive(socket, in);
        int type = in.get(JAVA_INT_UNALIGNED, 4) & 0xffff;
        if (length < 20 || type != REPLY_ERROR) {
            throw new EngineUnavailable("netlink answers a request for an interface with message " + type);
        }
        return in.get(JAVA_INT_UNALIGNED, 16);
    }
}
