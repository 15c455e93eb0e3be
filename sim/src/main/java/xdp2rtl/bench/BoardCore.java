package xdp2rtl.bench;

import java.util.List;
import java.util.Optional;
import xdp2rtl.boards.Board;
import xdp2rtl.isa.CoreConfig;

/// What `bench --boards` measured of a core that boards get, as `docs/boards.md` has it.
///
/// @param name     its size, as in [BoardArea#name]
/// @param family   of FPGAs, as in [xdp2rtl.boards.Part]
/// @param bram36   block RAMs of 36 Kbit
/// @param ns       the longest path of logic, without wires
/// @param mhz      what lets expect; above 400 the recipe is not calibrated, and it is 400
/// @param atWorst  the same with the worst factor known
public record BoardCore(String name, String family, int lut, int ff, double bram36, int dsp, double ns, int mhz,
        int atWorst) {
    /// The fastest clock that is told.
    public static final int FASTEST = 400;

    public static final List<BoardCore> RECORDED = List.of(
            new BoardCore("core of 8 lanes, 512 KiB, 32-byte beats", "xc7", 26_509, 19_652, 324, 10, 3.09, 348, 289),
            new BoardCore("core of 8 lanes, 1024 KiB, 64-byte beats", "xcup", 28_758, 22_291, 452, 10, 3.09, 400, 400),
            new BoardCore("core of 8 lanes, 512 KiB, 64-byte beats", "xcup", 28_497, 22_274, 324, 10, 3.09, 400, 400),
            new BoardCore("core of 8 lanes, 256 KiB, 64-byte beats", "xcup", 28_520, 22_260, 260, 10, 3.09, 400, 400),
            new BoardCore("core of 4 lanes, 512 KiB, 32-byte beats", "xc7", 19_172, 13_626, 220, 10, 2.97, 362, 301),
            new BoardCore("core of 4 lanes, 256 KiB, 64-byte beats", "xcup", 20_754, 16_238, 156, 10, 3.26, 400, 400));

    /// The board's own core, if it is this one.
    public static Optional<BoardCore> of(Board board, CoreConfig core) {
        String name = BoardArea.name(core);
        return board.core().equals(core.change().name(board.core().name()).build())
                ? RECORDED.stream().filter(it -> it.name.equals(name) && it.family.equals(board.part().family()))
                        .findFirst()
                : Optional.empty();
    }
}
