package xdp2rtl.boards;

import xdp2rtl.isa.CoreConfig;

/// The README of a board's folder.
final class BoardReadme {
    private BoardReadme() {}

    /// What is said of the core that is in the folder.
    static String core(Board board, CoreConfig core) {
        return """

            ## Core

            ![Block diagram](block.svg)

            %s, %,d bundles, %s of map memory: %s. `xdp2rtl cycles PROG.o --board %s`, with the options that this
            folder was written with, counts the cycles that a program takes.
            """.formatted(core.size(), core.programBundles(), core.mapSize(), CoreFit.text(board, core), board.name());
    }

    static String of(Board board, String build) {
        boolean inShell = board.shell() != Shell.NONE;
        String network =
                inShell ? "\n| network ports | %d of %d Gb/s |".formatted(board.ports(), board.gigabits()) : "";
        String elaborated = inShell ? "inside a stand-in of the shell made from its port list,\nand simulated there."
                : "and simulated.";
        return """
            # xdp2rtl on %s

            | | |
            |---|---|
            | shell | %s (%s) |
            | FPGA | %s |%s
            | stream | %d bits at %d MHz; core %d bits |
            | longest frame | %d bytes without check sequence |
            | tool of the shell's authors | %s |

            Generated. The wrapper has been elaborated with Verilator and Yosys %s
            **Not built**: nobody has run Vivado on it or loaded it onto a board.

            ## Build

            %s
            ## Registers

            `registers.md`, `xdp2rtl_registers.h`; for register tools the same as SystemRDL (`registers.rdl`) and IP-XACT (`registers.xml`).
            `xdp2rtl_driver.h` is a driver in C that needs nothing else.
            """.formatted(board.name(), board.shell().title(), board.shell().plug(), board.fpga(), network,
                8 * board.beatBytes(),
                board.clockMhz(), 8 * board.coreBytes(), board.frameLimit(), board.shell().tool(), elaborated, build);
    }
}
