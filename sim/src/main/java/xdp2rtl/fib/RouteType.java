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

    static Optional<RouteType> of(String text) {
        return Stream.of(values()).filter(type -> type.text().equals(text)).findFirst();
    }
}
