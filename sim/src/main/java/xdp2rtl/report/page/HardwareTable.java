package xdp2rtl.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.bench.Area;
import xdp2rtl.bench.BoardCore;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.Part;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.report.Hardware;

/// What the page says of the core's hardware.
record HardwareTable(Hardware hardware) {
    TableView table() {
        CoreConfig core = hardware.core();
        var rows = new ArrayList<RowView>();
        hardware.board()
                .ifPresent(board -> rows.add(RowView.of("board", "%s, %s".formatted(board.name(), board.fpga()))));
        rows.add(RowView.of("core", "%s: %s".formatted(core.name(), core.size())));
        rows.add(RowView.of("clock", core.clockMhz() + " MHz"));
        rows.add(RowView.of("streams", 8 * core.beatBytes() + " bits"));
        rows.add(RowView.of("block RAM",
                hardware.share().orElse(Numbers.fixed(hardware.blockRams(), 1) + " of 36 Kbit")));
        hardware.area().ifPresent(area -> rows.addAll(synthesized(area)));
        hardware.onBoard().ifPresent(it -> rows.addAll(onBoard(it)));
        return new TableView("The core", List.of("", ":figure"), rows);
    }

    private static List<RowView> synthesized(Area area) {
        return List.of(
                RowView.of("LUTs",
                        "%s, of them memory %s".formatted(Numbers.count(area.lut()),
                                Numbers.count(area.lutAsMemory()))),
                RowView.of("flip-flops", Numbers.count(area.ff())), RowView.of("multipliers", area.dsp()),
                RowView.of("longest path", Numbers.fixed(area.ps() / 1e3, 2) + " ns"));
    }

    private List<RowView> onBoard(BoardCore it) {
        Optional<Part.Totals> totals = hardware.board().flatMap(Board::fpgaTotals);
        return List.of(
                RowView.of("LUTs", share(it.lut(), totals.map(Part.Totals::luts))),
                RowView.of("flip-flops", share(it.ff(), totals.map(Part.Totals::flipFlops))),
                RowView.of("multipliers", it.dsp()),
                RowView.of("longest path", Numbers.fixed(it.ns(), 2) + " ns"),
                RowView.of("clock expected", "%s; at worst %s".formatted(clock(it.mhz()), clock(it.atWorst()))));
    }

    private static String share(int count, Optional<Integer> total) {
        return Numbers.count(count) + total.map(all -> " of %s (%s)".formatted(Numbers.count(all),
                Numbers.percent(count / (double) all))).orElse("");
    }

    private static String clock(int mhz) {
        return mhz >= BoardCore.FASTEST ? "over %d MHz".formatted(BoardCore.FASTEST) : mhz + " MHz";
    }

    String note() {
        if (hardware.onBoard().isPresent()) {
            return "The core alone, synthesized with Yosys for this FPGA's family (`bench --boards`; "
                    + "docs/boards.md has the wrapper around it, and how the clock is expected). Nobody has "
                    + "run a vendor's tool on it.";
        }
        return hardware.area().isPresent()
                ? "Synthesized with Yosys for Xilinx 7 series (`bench --area`): cells only, no wires. "
                        + "Nobody has run a vendor's tool on it."
                : "This very core was not synthesized, so nothing is said of its LUTs and its clock; `bench "
                        + "--area` with the same options measures it, docs/boards.md has the boards' own.";
    }
}
