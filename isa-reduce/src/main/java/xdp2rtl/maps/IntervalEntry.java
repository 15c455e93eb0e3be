package xdp2rtl.maps;

/// An entry of [NetworkMap#IPV4], [NetworkMap#IPV6] and [NetworkMap#IPV6_MAIN]: the destinations from an address up to
/// the next entry's, which all have one [NexthopEntry]. The table's first entry begins at address 0, and those that are
/// not used are what the last used one is, with the greatest address.
///
/// Of IPv4 it is one word: the address, as a number, in its upper half, and in its lower half at which byte of NEXTHOPS
/// theirs begins. Of IPv6 there are the upper and the lower half of the address, and a word with the latter.
public final class IntervalEntry {
    public static final int IPV4_BYTES = 8;
    public static final int IPV6_BYTES = 32;
    public static final int IPV6_LOW = 8;
    public static final int IPV6_NEXTHOP = 16;

    private IntervalEntry() {}
}
