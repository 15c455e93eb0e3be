package xdp2rtl.engine;

/// Where XDP_REDIRECT sends a packet (`struct bpf_redirect_info` of Linux, net/core/filter.c).
public sealed interface RedirectTarget {

    /// To an interface, named by `bpf_redirect`. Also what is left after a `bpf_redirect_map` that found nothing: the
    /// number that the last successful call named.
    record Interface(int ifindex) implements RedirectTarget {
        @Override public String toString() {
            return "interface " + Integer.toUnsignedString(ifindex);
        }
    }

    /// To the interface in a slot of a device map.
    record MapEntry(String map, long index, int ifindex) implements RedirectTarget {
        @Override public String toString() {
            return "%s[%d], interface %s".formatted(map, index, Integer.toUnsignedString(ifindex));
        }
    }

    /// To all interfaces of a device map, perhaps without the one that the packet came in by.
    record Broadcast(String map, boolean excludeIngress) implements RedirectTarget {
        @Override public String toString() {
            return "all of " + map + (excludeIngress ? " but the ingress" : "");
        }
    }
}
