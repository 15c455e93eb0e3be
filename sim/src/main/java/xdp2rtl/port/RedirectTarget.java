package xdp2rtl.port;

/// Where XDP_REDIRECT sends a packet (`struct bpf_redirect_info` of Linux, net/core/filter.c).
public sealed interface RedirectTarget {

    /// To an interface, named by `bpf_redirect`. Also what is left after a `bpf_redirect_map` that found nothing: the
    /// number that the last successful call named.
    record Interface(int ifindex) implements RedirectTarget {
        @Override public String toString() {
            return "interface " + Integer.toUnsignedString(ifindex);
        }
    }

    /// To an interface that a device map named. Which of the map's slots did is nothing that the packet shows.
    record MapEntry(String map, int ifindex) implements RedirectTarget {
        @Override public String toString() {
            return "interface %s, by %s".formatted(Integer.toUnsignedString(ifindex), map);
        }
    }

    /// To a queue of the host: a CPU of it by a CPUMAP, a socket's queue by an XSKMAP.
    record HostQueue(String map, int queue) implements RedirectTarget {
        @Override public String toString() {
            return "queue %s of the host, by %s".formatted(Integer.toUnsignedString(queue), map);
        }
    }

    /// To all interfaces of a device map, perhaps without the one that the packet came in by.
    record Broadcast(String map, boolean excludeIngress) implements RedirectTarget {
        @Override public String toString() {
            return "all of " + map + (excludeIngress ? " but the ingress" : "");
        }
    }
}
