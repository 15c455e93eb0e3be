package xdp2rtl.capture;

import java.util.List;

/// How a frame looks apart from the flow that it belongs to: tags, options, extension headers, fragment,
/// length. {@link #frame} makes the bytes, with right lengths and checksums (RFC 791, 768, 9293, 8200).
///
/// @param tags       EtherTypes of the VLAN tags, outermost first
/// @param options    32-bit words of IPv4 options, 0 to 10
/// @param extensions next-header values of the IPv6 extension headers, in order; 8 bytes each
/// @param fragment   IPv4 flags and fragment offset, the 16-bit field
/// @param hops       TTL or hop limit
/// @param tcpFlags   the flags byte of a TCP header
/// @param length     bytes in all; a frame whose headers need more is as long as they are
public record FrameShape(List<Integer> tags, int options, List<Integer> extensions, int fragment, int hops,
        int tcpFlags, int length) {
    public static final int VLAN = 0x8100;
    public static final int SERVICE_VLAN = 0x88a8;
    public static final int HOP_BY_HOP = 0;
    public static final int ROUTING = 43;
    public static final int FRAGMENT = 44;
    public static final int DESTINATION_OPTIONS = 60;
    public static final int MORE_FRAGMENTS = 0x2000;
    public static final int DO_NOT_FRAGMENT = 0x4000;
    public static final int SYN = 2;
    public static final int ACK = 16;

    /// Untagged, no options, a 64-byte frame of an established connection.
    public static final FrameShape PLAIN = new FrameShape(List.of(), 0, List.of(), 0, 64, ACK, 64);

    public FrameShape {
        tags = List.copyOf(tags);
        extensions = List.copyOf(extensions);
    }

    public FrameShape tagged(Integer... types) {
        return new FrameShape(List.of(types), options, extensions, fragment, hops, tcpFlags, length);
    }

    public FrameShape withOptions(int words) {
        return new FrameShape(tags, words, extensions, fragment, hops, tcpFlags, length);
    }

    public FrameShape extended(Integer... headers) {
        return new FrameShape(tags, options, List.of(headers), fragment, hops, tcpFlags, length);
    }

    public FrameShape fragment(int field) {
        return new FrameShape(tags, options, extensions, field, hops, tcpFlags, length);
    }

    public FrameShape hops(int left) {
        return new FrameShape(tags, options, extensions, fragment, left, tcpFlags, length);
    }

    public FrameShape flags(int flags) {
        return new FrameShape(tags, options, extensions, fragment, hops, flags, length);
    }

    public FrameShape length(int bytes) {
        return new FrameShape(tags, options, extensions, fragment, hops, tcpFlags, bytes);
    }

    /// The bytes of a frame of this shape that belongs to `flow`.
    public byte[] frame(Flow flow) {
        return new FrameWriter(this, flow).frame();
    }
}
