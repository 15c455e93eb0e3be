package xdp2rtl.linux;

/// What Linux puts in front of a packet of the network layer on the interfaces that are known here.
public final class LinkHeader {
    /// `hard_header_len` of Ethernet devices and of the loopback (`ether_setup`, net/ethernet/eth.c).
    public static final int BYTES = 14;

    private LinkHeader() {}
}
