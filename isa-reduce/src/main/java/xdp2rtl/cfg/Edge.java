package xdp2rtl.cfg;

/// A way from one block to the next.
///
/// @param from the block that it leaves
/// @param way  its place in [Terminator#successors]
public record Edge(int from, int way) {}
