package xdp2rtl.fib;

import java.util.Optional;

/// @param ifindex where packets leave, of LOCAL, BROADCAST, ANYCAST and MULTICAST where they come in; 0 for other types
/// @param gateway who they are sent to; if there is none, to the destination itself
/// @param metric  32 bits, unsigned; of two routes to one destination the lower is taken
public record Route(RouteTable table, RouteType type, Prefix destination, int ifindex, Optional<IpAddress> gateway,
        int metric) {
    @Override public String toString() { return "%s route to %s".formatted(type.text(), destination); }
}
