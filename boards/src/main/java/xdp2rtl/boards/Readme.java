package xdp2rtl.boards;

/// The README of a board's folder.
final class Readme {
    private Readme() {}

    static String of(Board board, String build) {
        return """
            # xdp2rtl on %s

            | | |
            |---|---|
            | shell | %s (%s) |
            | FPGA | %s |
            | network ports | %d of %d Gb/s |
            | stream | %d bits at %d MHz; core %d bits |
            | longest frame | %d bytes without check sequence |
            | tool of the shell's authors | %s |

            Generated. The wrapper has been elaborated with Verilator and Yosys inside a stand-in of the shell made from its port list,
            and simulated there.
            **Not built**: nobody has run Vivado on it or loaded it onto a board.

            ## Build

            %s
            ## Registers

            `registers.md`, `xdp2rtl_registers.h`.
            """.formatted(board.name(), board.shell().title(), board.shell().plug(), board.part().name(), board.ports(), board.gigabits(),
                8 * board.beatBytes(), board.clockMhz(), 8 * board.coreBytes(), board.frameLimit(), board.shell().tool(), build);
    }
}
