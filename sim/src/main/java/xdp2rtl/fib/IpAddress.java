package xdp2rtl.fib;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// @param value the address as a number, its first byte the most significant
public record IpAddress(IpFamily family, BigInteger value) {
    private static final String DOTTED = "\\d{1,3}(\\.\\d{1,3}){3}";
    private static final String COLONS = "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";
    /// What an IPv4 address in an IPv6 address stands behind.
    private static final BigInteger MAPPED = BigInteger.valueOf(0xffff).shiftLeft(IpFamily.IPV4.bits());

    /// @param bytes 4 or 16, in network order
    public static IpAddress of(byte[] bytes) {
        return new IpAddress(bytes.length == 4 ? IpFamily.IPV4 : IpFamily.IPV6, new BigInteger(1, bytes));
    }

    /// What a text such as `10.0.0.1` or `2001:db8::1` says; empty if it is no address.
    public static Optional<IpAddress> parse(String text) {
        if (!text.matches(DOTTED) && !text.matches(COLONS)) { return Optional.empty(); }
        try {
            IpAddress address = of(InetAddress.ofLiteral(text).getAddress());
            boolean mapped = text.indexOf(':') >= 0 && address.family == IpFamily.IPV4;
            return Optional.of(mapped ? new IpAddress(IpFamily.IPV6, MAPPED.or(address.value)) : address);
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /// The bytes in network order.
    public byte[] bytes() {
        byte[] bytes = new byte[family.bits() / Byte.SIZE];
        byte[] number = value.toByteArray();
        int length = Math.min(number.length, bytes.length);
        System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
        return bytes;
    }

    @Override public String toString() {
        try {
            return InetAddress.getByAddress(bytes()).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
