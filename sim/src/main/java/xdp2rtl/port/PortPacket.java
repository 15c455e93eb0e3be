package xdp2rtl.port;

/// A packet as it left on the output stream.
///
/// @param cycle    of its last beat
/// @param contents metadata, then the packet
/// @param meta     bytes of metadata, as the stream's side band has it; so are the others
public record PortPacket(long cycle, byte[] contents, int meta, int action, long redirect, int ifindex) {}
