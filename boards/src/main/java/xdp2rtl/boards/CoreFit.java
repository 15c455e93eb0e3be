package xdp2rtl.boards;

import java.util.Locale;
import java.util.Optional;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapMemory;

/// Whether a core fits a board: its memories the FPGA's block RAM and UltraRAM.
/// LUTs are no limit: the largest core that there is, 8 times 8 lanes, takes half of those of the smallest FPGA.
public final class CoreFit {
    private CoreFit() {}

    /// @throws InputError if it does not fit
    public static void check(Board board, CoreConfig core) {
        if (core.mapMemory() == MapMemory.ULTRA && !board.hasUltraRam()) {
            throw new InputError("--board " + board.name(), "its FPGA has no UltraRAM", "",
                    "Leave out --map-memory ultra");
        }
        board.fpgaTotals().ifPresent(totals -> {
            check(board, core, blockRams(board, core), totals.blockRams(), "block RAMs");
            check(board, core, ultraRams(board, core), totals.ultraRams(), "UltraRAMs");
        });
    }

    private static void check(Board board, CoreConfig core, double needed, int there, String what) {
        if (needed <= there) return;
        throw new InputError("--board " + board.name(),
                "a core of %s with %s of map memory does not fit".formatted(core.size(), core.mapSize()),
                "it takes %s %s, the FPGA has %,d".formatted(number(needed), what, there),
                "Use less map memory, smaller frames, or fewer cores, lanes or contexts");
    }

    /// `324 of 1,344 block RAMs (24 %)`, and of UltraRAMs if it takes some; for an FPGA that nothing is known of, `324
    /// block RAMs`.
    public static String text(Board board, CoreConfig core) {
        var totals = board.fpgaTotals();
        var block = share(blockRams(board, core), totals.map(Part.Totals::blockRams), "block RAMs");
        int ultra = ultraRams(board, core);
        return ultra == 0 ? block : block + " and " + share(ultra, totals.map(Part.Totals::ultraRams), "UltraRAMs");
    }

    private static String share(double needed, Optional<Integer> there, String what) {
        return there
                .map(all -> String.format(Locale.ROOT, "%s of %,d %s (%.0f %%)", number(needed), all, what,
                        100 * needed / all))
                .orElse(number(needed) + " " + what);
    }

    /// With the board's beats.
    private static double blockRams(Board board, CoreConfig core) {
        return CoreGenerator.blockRams(board.fitted(core));
    }

    private static int ultraRams(Board board, CoreConfig core) {
        return CoreGenerator.ultraRams(board.fitted(core));
    }

    private static String number(double halves) {
        return String.format(Locale.ROOT, halves == Math.rint(halves) ? "%,.0f" : "%,.1f", halves);
    }
}
