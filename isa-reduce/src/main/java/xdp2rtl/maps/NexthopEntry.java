package xdp2rtl.maps;

/// An entry of [NetworkMap#NEXTHOPS]: all that is known of some destinations. The first entry is for those that no
/// route leads to. Offsets are in bytes.
public final class NexthopEntry {
    public static final int BYTES = 48;
    /// BPF_FIB_LKUP_RET_SUCCESS or NO_NEIGH if packets are forwarded, else what a lookup returns; 1 byte.
    public static final int RESULT = 0;
    /// The AF_ number of the gateway, 0 if there is none; 1 byte.
    public static final int GATEWAY_FAMILY = 1;
    /// Of the interface where packets leave; 4 bytes.
    public static final int MTU = 4;
    /// Of the interface where packets leave, 0 if the entry is for all; 4 bytes, and the metric in 4 bytes behind it.
    public static final int IFINDEX = 8;
    /// 16 bytes in network order; an IPv4 address has the first four.
    public static final int GATEWAY = 16;
    /// Source and destination MAC address.
    public static final int MAC_ADDRESSES = 32;
    /// At which byte of NEXTHOPS that of the IPv4 route begins which Linux takes if packets may not leave there
    /// (BPF_FIB_LOOKUP_OUTPUT); 4 bytes.
    public static final int OTHER = 44;

    private NexthopEntry() {}
}
