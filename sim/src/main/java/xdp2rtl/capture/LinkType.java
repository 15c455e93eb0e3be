package xdp2rtl.capture;

import java.util.Map;
import xdp2rtl.diagnostic.InputError;

/// What kind of frames a capture holds (the LINKTYPE_ registry of tcpdump.org); only Ethernet has a place for XDP.
final class LinkType {
    static final int ETHERNET = 1;

    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(0, "BSD loopback"),
            Map.entry(9, "PPP"), Map.entry(12, "raw IP"), Map.entry(101, "raw IP"), Map.entry(104, "Cisco HDLC"),
            Map.entry(105, "IEEE 802.11"), Map.entry(108, "OpenBSD loopback"), Map.entry(113, "Linux cooked"),
            Map.entry(127, "IEEE 802.11 radiotap"), Map.entry(195, "IEEE 802.15.4"), Map.entry(220, "Linux USB"),
            Map.entry(228, "raw IPv4"), Map.entry(229, "raw IPv6"), Map.entry(249, "Windows USB"),
            Map.entry(276, "Linux cooked v2"));

    private LinkType() {}

    static void requireEthernet(String where, int type) {
        if (type != ETHERNET) {
            String name = NAMES.containsKey(type) ? " (" + NAMES.get(type) + ")" : "";
            throw new InputError(where, "the link type is %d%s".formatted(type, name),
                    "XDP programs see Ethernet frames", "Capture on an Ethernet interface");
        }
    }
}
