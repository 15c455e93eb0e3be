package xdp2rtl.capture;

import java.net.InetAddress;

/// Who talks to whom: two addresses of one family, an IP protocol number, and two ports (0 to 65535; only
/// TCP, UDP and SCTP carry them).
public record Flow(InetAddress source, InetAddress destination, int protocol, int sourcePort,
        int destinationPort) {
    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int SCTP = 132;

    public Flow {
        if (source.getAddress().length != destination.getAddress().length) {
            throw new IllegalArgumentException("addresses of two families: " + source + ", " + destination);
        }
    }

    /// A flow between address literals, IPv4 or IPv6.
    public static Flow of(int protocol, String source, int sourcePort,
            String destination, int destinationPort) {
        return new Flow(InetAddress.ofLiteral(source), InetAddress.ofLiteral(destination), protocol,
                sourcePort, destinationPort);
    }

    /// The answering direction.
    public Flow reversed() {
        return new Flow(destination, source, protocol, destinationPort, sourcePort);
    }

    public Flow withProtocol(int other) {
        return new Flow(source, destination, other, sourcePort, destinationPort);
    }

    public Flow withPorts(int newSource, int newDestination) {
        return new Flow(source, destination, protocol, newSource, newDestination);
    }

    public Flow withSource(InetAddress other) {
        return new Flow(other, destination, protocol, sourcePort, destinationPort);
    }

    public boolean isIpv6() { return source.getAddress().length == 16; }
}
