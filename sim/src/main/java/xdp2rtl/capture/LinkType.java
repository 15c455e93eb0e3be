package xdp2rtl.capture;

import java.util.Map;

/// What kind of frames a capture holds (the LINKTYPE_ registry of tcpdump.org); only Ethernet has a place for XDP.
final class LinkType {
    static final int ETHERNET = 1;
    static final String WHY = "XDP programs see Ethernet frames";
    static final String REMEDY = "Capture on an Ethernet interface";

    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(0, "BSD loopback"),
            Map.entry(9, "PPP"), Map.entry(12, "raw IP"), Map.entry(101, "raw IP"), Map.entry(104, "Cisco HDLC"),
            Map.entry(105, "IEEE 802.11"), Map.entry(108, "OpenBSD loopback"), Map.entry(113, "Linux cooked"),
            Map.entry(127, "IEEE 802.11 radiotap"), Map.entry(195, "IEEE 802.15.4"), Map.entry(220, "Linux USB"),
            Map.entry(228, "raw IPv4"), Map.entry(229, "raw IPv6"), Map.entry(249, "Windows USB"),
            Map.entry(276, "Linux cooked v2"));

    private LinkType() {}

    /// `113 (Linux cooked)`.
    static String text(int type) {
        return type + (NAMES.containsKey(type) ? " (" + NAMES.get(type) + ")" : "");
    }
}
