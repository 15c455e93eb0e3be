package xdp2rtl.boards;

import java.util.Locale;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;

/// Whether a core fits a board: its memories the FPGA's block RAM.
/// LUTs are no limit: the largest core that there is, 8 times 8 lanes, takes half of those of the smallest FPGA.
public final class CoreFit {
    private CoreFit() {}

    /// @throws InputError if it does not fit
    public static void check(Board board, CoreConfig core) {
        double needed = blockRams(board, core);
        board.fpgaTotals().filter(totals -> needed > totals.blockRams()).ifPresent(totals -> {
            throw new InputError("--board " + board.name(),
                    "a core of %s with %s of map memory does not fit".formatted(core.size(), core.mapSize()),
                    "it takes %s block RAMs, the FPGA has %,d".formatted(number(needed), totals.blockRams()),
                    "Use less map memory, smaller frames, or fewer cores, lanes or contexts");
        });
    }

    /// `324 of 1,344 block RAMs (24 %)`; for an FPGA that nothing is known of, `324 block RAMs`.
    public static String text(Board board, CoreConfig core) {
        double needed = blockRams(board, core);
        return board.fpgaTotals()
                .map(totals -> String.format(Locale.ROOT, "%s of %,d block RAMs (%.0f %%)", number(needed),
                        totals.blockRams(),
                        100 * needed / totals.blockRams()))
                .orElse(number(needed) + " block RAMs");
    }

    /// With the board's beats.
    private static double blockRams(Board board, CoreConfig core) {
        return CoreGenerator.blockRams(board.fitted(core));
    }

    private static String number(double halves) {
        return String.format(Locale.ROOT, halves == Math.rint(halves) ? "%,.0f" : "%,.1f", halves);
    }
}
