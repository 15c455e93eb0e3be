package xdp2rtl.linux;

/// bpf_fib_lookup: `struct bpf_fib_lookup`, its flags and results (include/uapi/linux/bpf.h). Offsets are in bytes;
/// addresses and protocols are in network order.
public final class FibLookup {
    public static final int BYTES = 64;
    public static final int FAMILY = 0;
    /// The packet's length of the network layer, 2 bytes; afterwards the MTU.
    public static final int LENGTH = 6;
    public static final int IFINDEX = 8;
    /// Afterwards the metric of the route, 4 bytes.
    public static final int METRIC = 12;
    public static final int SOURCE = 16;
    public static final int DESTINATION = 32;
    /// Protocol and TCI of a VLAN, 2 bytes each.
    public static final int VLAN = 48;
    /// Source and destination MAC address, 6 bytes each.
    public static final int MAC_ADDRESSES = 52;

    /// AF_INET and AF_INET6.
    public static final int IPV4 = 2;
    public static final int IPV6 = 10;

    /// Look into table main only.
    public static final int DIRECT = 1;
    /// Only routes that leave by the given interface. Those of IPv6 need not: Linux prefers them among routes to one
    /// destination of one metric, and takes the others too (`rt6_score_route`, net/ipv6/route.c).
    public static final int OUTPUT = 1 << 1;
    /// Leave the MAC addresses alone.
    public static final int SKIP_NEIGH = 1 << 2;
    /// Look into the table that the parameters name.
    public static final int TBID = 1 << 3;
    /// Give the source address for the route.
    public static final int SRC = 1 << 4;
    /// Let rules see the mark that the parameters give.
    public static final int MARK = 1 << 5;
    /// All flags.
    public static final int FLAGS = DIRECT | OUTPUT | SKIP_NEIGH | TBID | SRC | MARK;

    /// Results (BPF_FIB_LKUP_RET_).
    public static final int SUCCESS = 0;
    public static final int BLACKHOLE = 1;
    public static final int UNREACHABLE = 2;
    public static final int PROHIBIT = 3;
    public static final int NOT_FORWARDED = 4;
    public static final int FORWARDING_DISABLED = 5;
    public static final int NO_NEIGHBOUR = 7;
    public static final int FRAGMENTATION_NEEDED = 8;

    private FibLookup() {}

    /// Whether the tables of the hardware can say what Linux finds. Without rules of one's own a mark changes nothing,
    /// and only DIRECT looks at TBID.
    public static boolean isSupported(int flags) {
        return (flags & SRC) == 0 && ((flags & TBID) == 0 || (flags & DIRECT) == 0);
    }
}
