package xdp2rtl.boards.adapter;

import xdp2rtl.boards.BoardRegister;
import xdp2rtl.boards.stream.FramePadder;
import xdp2rtl.isa.CoreConfig;

/// How much there is of a packet, and how many wait in an adapter: on a board what [#of] says; proofs take less.
///
/// @param queueBeats beats that a packet queue holds, a power of two
/// @param tags       a power of two; the shell's tags of fewer packets than this are kept while the core has them
/// @param shortest   bytes of the shortest frame, up to 60
/// @param maps       a power of two; packets are broadcast through maps of lower numbers
record Measures(int queueBeats, int tags, int shortest, int maps) {
    private static final int LEAST_TAGS = 128;
    /// Packets that can be on their way out of one core without a context.
    private static final int LEAVING = 8;

    /// What stands around a core: several cores have twice as many tags as packets can be within them, as others wait
    /// in front of one of them.
    static Measures of(CoreConfig core) {
        int within = core.cores() * (core.contexts() + LEAVING);
        int tags = Math.max(LEAST_TAGS, Integer.highestOneBit(core.cores() == 1 ? within : 2 * within) << 1);
        return new Measures(512, tags, FramePadder.MINIMUM, BoardRegister.BROADCAST_PORTS.count());
    }
}
