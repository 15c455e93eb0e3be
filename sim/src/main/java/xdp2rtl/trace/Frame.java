package xdp2rtl.trace;

import xdp2rtl.elf.Bytes;

/// An Ethernet frame of a capture file, as far as it was captured, and when it came: nanoseconds since 1970.
public record Frame(long nanoseconds, Bytes bytes) {}
