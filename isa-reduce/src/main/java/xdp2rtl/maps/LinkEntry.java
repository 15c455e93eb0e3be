package xdp2rtl.maps;

/// An entry of [NetworkMap#LINKS], two words. The first has the interface index in its upper half and flags in its
/// lower half, so that it sorts by index; the second is the MTU.
public final class LinkEntry {
    public static final int BYTES = 16;
    public static final int MTU = 8;
    /// IPv4 packets that come in there are forwarded (`net.ipv4.conf.NAME.forwarding`).
    public static final int FORWARDS_IPV4 = 1;
    /// The same for IPv6.
    public static final int FORWARDS_IPV6 = 2;
    /// Set in every entry that is used.
    public static final int PRESENT = 4;
    /// What is above the flags is compared.
    public static final int FLAG_BITS = 3;
    /// The first word of an entry that is not used.
    public static final long UNUSED = 0xffff_ffffL << Integer.SIZE;

    private LinkEntry() {}

    /// The first word of an interface's entry.
    public static long word(int ifindex, boolean forwardsIpv4, boolean forwardsIpv6) {
        return (long) ifindex << Integer.SIZE | PRESENT | (forwardsIpv4 ? FORWARDS_IPV4 : 0) | (forwardsIpv6
                ? FORWARDS_IPV6 : 0);
    }
}
