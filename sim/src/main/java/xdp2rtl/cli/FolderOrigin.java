package xdp2rtl.cli;

import java.util.Optional;
import xdp2rtl.bench.BoardCore;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.CoreFit;
import xdp2rtl.cli.common.BuildInfo;
import xdp2rtl.isa.CoreConfig;

/// The end of a board's README: what the core is expected to take, how it is simulated, and what wrote the folder.
final class FolderOrigin {
    private FolderOrigin() {}

    /// @param command   as it was typed
    /// @param simulated whether there is a program for the simulation
    static String of(Board board, CoreConfig core, String command, boolean simulated) {
        BuildInfo build = BuildInfo.ofTool();
        return """

            ## Expected

            %s

            ## Simulation

            Wants Verilator, a C++ compiler and make; nothing of xdp2rtl.

                make -C sim          %s
                make -C sim waves    the same, and writes sim/waves.fst (wants zlib1g-dev)

            In `sim`, `gtkwave waves.fst waves.gtkw` and `surfer -c waves.sucl waves.fst` show the pipeline with the names of operations,
            of the map unit's states%s. FuseSoC does the same: target `sim` of `xdp2rtl.core`.

            ## Written by

                %s

            xdp2rtl %s, commit %s. The same command of the same version writes the same files. SPDX-License-Identifier: Apache-2.0; they
            belong to who generated them.
            """.formatted(expected(board, core), simulated
                ? "runs the program on its packets; the core must count the actions that the interpreter gives"
                : "builds the board; it has nothing to run without a program.txt (main.cpp says what that is)",
                simulated ? ", and bundles with their C lines" : "", command, build.version(),
                build.source().orElse("not known"));
    }

    private static String expected(Board board, CoreConfig core) {
        Optional<BoardCore> measured = BoardCore.of(board, core);
        String memories = "Counted: %s.".formatted(CoreFit.text(board, core));
        return measured.map(it -> """
            | core, by Yosys | LUT | flip-flops | RAMB36 | DSP | logic, ns | MHz | at worst | wanted |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|
            | %s | %,d | %,d | %.1f | %d | %.2f | %s | %s | %d |

            %s The clock is what the longest path of logic lets expect, without wires; nobody has run Vivado."""
                .formatted(
                        it.name(), it.lut(), it.ff(), it.bram36(), it.dsp(), it.ns(), clock(it.mhz()),
                        clock(it.atWorst()),
                        board.clockMhz(), memories))
                .orElse(memories
                        + " LUTs and clock of this core have not been measured; those of the boards' own cores have.");
    }

    private static String clock(int mhz) {
        return mhz >= BoardCore.FASTEST ? "over " + BoardCore.FASTEST : String.valueOf(mhz);
    }
}
