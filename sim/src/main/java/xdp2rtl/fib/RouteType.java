package xdp2rtl.fib;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What becomes of packets to a route's destination (RTN_ in include/uapi/linux/rtnetlink.h).
public enum RouteType {
    UNICAST(1), LOCAL(2), BROADCAST(3), ANYCAST(4), MULTICAST(5), BLACKHOLE(6), UNREACHABLE(7), PROHIBIT(8), THROW(9);

    private final int number;

    RouteType(int number) { this.number = number; }

    /// The number of RTN_.
    public int number() { return number; }

    /// As iproute2 calls it.
    public String text() { return name().toLowerCase(Locale.ROOT); }

    /// Whether it counts whatever interface packets shall leave by (`fib_props`, net/ipv4/fib_semantics.c).
    public boolean isForEveryInterface() {
        return switch (this) {
            case UNICAST, LOCAL, BROADCAST, ANYCAST, MULTICAST -> false;
            case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> true;
        };
    }

    static Optional<RouteType> of(String text) {
        return Stream.of(values()).filter(type -> type.text().equals(text)).findFirst();
    }
}
