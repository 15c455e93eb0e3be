package xdp2rtl.fib;

import xdp2rtl.elf.Bytes;

/// An interface.
///
/// @param ifindex      from 1
/// @param mtu          bytes of the largest packet of the network layer
/// @param address      its MAC address
/// @param loopback     whether it is the loopback
/// @param forwardsIpv4 `net.ipv4.conf.NAME.forwarding`
/// @param forwardsIpv6 `net.ipv6.conf.NAME.forwarding`
public record Link(int ifindex, String name, int mtu, Bytes address, boolean loopback, boolean forwardsIpv4,
        boolean forwardsIpv6) {
    /// The loopback's index, in every network namespace.
    public static final int LOOPBACK = 1;
    /// Under this MTU an interface has no IPv6 (IPV6_MIN_MTU).
    public static final int IPV6_LEAST_MTU = 1280;
    private static final int LOOPBACK_MTU = 65_536;
    private static final int ETHERNET_MTU = 1500;

    /// An interface of which nobody has said more, as Linux makes them: it forwards nothing.
    public static Link unknown(int ifindex) {
        return ifindex == LOOPBACK ? new Link(ifindex, "lo", LOOPBACK_MTU, Bytes.of(new byte[6]), true, false, false)
                : port(ifindex);
    }

    /// The same of a port of Ethernet.
    public static Link port(int ifindex) {
        return new Link(ifindex, "x" + ifindex, ETHERNET_MTU, Bytes.of(new byte[6]), false, false, false);
    }

    /// Whether packets of a protocol that come in there are forwarded.
    public boolean forwards(IpFamily family) {
        return switch (family) {
            case IPV4 -> forwardsIpv4;
            case IPV6 -> forwardsIpv6 && mtu >= IPV6_LEAST_MTU;
        };
    }
}
