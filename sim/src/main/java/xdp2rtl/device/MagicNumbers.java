package xdp2rtl.device;

import java.util.function.IntUnaryOperator;
import xdp2rtl.boards.BoardRegister;
import xdp2rtl.isa.ControlRegister;

/// What a register window is known by.
///
/// @param core  what the core's first register reads
/// @param board what the board's reads
record MagicNumbers(int core, int board) {
    /// @param read gives the word at a byte offset
    static MagicNumbers of(IntUnaryOperator read) {
        return new MagicNumbers(read.applyAsInt(ControlRegister.MAGIC.offset()),
                read.applyAsInt(BoardRegister.BOARD_MAGIC.offset()));
    }

    /// Whether a core is there; the core alone (`axis`) has no board's registers, and reads as zeros or ones where they
    /// would be.
    boolean areACores() { return core == ControlRegister.MAGIC_VALUE; }

    /// Whether a core on a board is there.
    boolean areOurs() { return areACores() && board == BoardRegister.MAGIC_VALUE; }

    /// For messages, where they are not.
    @Override public String toString() {
        return "0x%08x and 0x%08x instead of 0x%08x and 0x%08x".formatted(core, board, ControlRegister.MAGIC_VALUE,
                BoardRegister.MAGIC_VALUE);
    }
}
