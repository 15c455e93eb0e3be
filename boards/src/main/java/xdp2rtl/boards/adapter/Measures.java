package xdp2rtl.boards.adapter;

import xdp2rtl.boards.BoardRegister;
import xdp2rtl.boards.stream.FramePadder;

/// How much there is of a packet, and how many wait in an adapter: on a board always [#BOARD]; proofs take less.
///
/// @param queueBeats beats that a packet queue holds, a power of two
/// @param tags       a power of two; the shell's tags of fewer packets than this are kept while the core has them
/// @param shortest   bytes of the shortest frame, up to 60
/// @param maps       a power of two; packets are broadcast through maps of lower numbers
record Measures(int queueBeats, int tags, int shortest, int maps) {
    static final Measures BOARD = new Measures(512, 128, FramePadder.MINIMUM, BoardRegister.BROADCAST_PORTS.count());
}
