package xdp2rtl.fib;

import xdp2rtl.elf.Bytes;

/// A station whose MAC address is known.
/// @param ifindex the interface behind which it is
public record Neighbour(int ifindex, IpAddress address, Bytes mac) {}
