package xdp2rtl.report;

import java.util.List;
import java.util.Optional;
import xdp2rtl.bench.Area;
import xdp2rtl.bench.BoardCore;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.CoreFit;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.isa.CoreConfig;

/// What the core takes of an FPGA.
///
/// @param core      that was compiled for
/// @param area      measured by synthesis, where this very core was, for no board
/// @param onBoard   the same for the board's own core
/// @param blockRams of 36 Kbit, counted
/// @param share     of the board's block RAMs, as a sentence
public record Hardware(CoreConfig core, Optional<Board> board, Optional<Area> area, Optional<BoardCore> onBoard,
        double blockRams,
        Optional<String> share) {

    static Hardware of(CoreConfig core, Optional<Board> board) {
        return new Hardware(core, board, board.isPresent() ? Optional.empty() : area(core),
                board.flatMap(it -> BoardCore.of(it, core)), CoreGenerator.blockRams(core),
                board.map(it -> CoreFit.text(it, core)));
    }

    /// A core has another clock or name for the same area.
    private static Optional<Area> area(CoreConfig core) {
        List<CoreConfig> named = CoreConfig.NAMED;
        return named.stream()
                .filter(it -> it.equals(core.change().name(it.name()).clockMhz(it.clockMhz()).build())).findFirst()
                .flatMap(it -> Area.RECORDED.stream().filter(area -> area.core().equals(it.name())).findFirst());
    }
}
