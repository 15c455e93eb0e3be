package xdp2rtl.fib;

/// The network protocols that have routes.
public enum IpFamily {
    /// AF_INET.
    IPV4(2, 32),
    /// AF_INET6.
    IPV6(10, 128);

    private final int number;
    private final int bits;

    IpFamily(int number, int bits) {
        this.number = number;
        this.bits = bits;
    }

    /// The AF_ number (include/linux/socket.h).
    public int number() { return number; }

    /// Bits of an address.
    public int bits() { return bits; }
}
