package xdp2rtl.engine.bundle;

/// A packet as the core's input stream brings it.
///
/// @param bytes   from the first byte of the Ethernet header
/// @param ifindex the side band's interface
/// @param rxQueue the side band's queue
public record CorePacket(byte[] bytes, int ifindex, int rxQueue) {}
