package xdp2rtl.boards;

/// What a simulation in C++ (the benches of the tests) must know of a board.
final class BenchBoard {
    private BenchBoard() {}

    /// The header `board.h`; `mapBytes`: bytes of the core's map memory.
    static String constants(Board board, int mapBytes) {
        return """
            // %s
            #pragma once
            constexpr unsigned PORTS = %d, BYTES = %d, LIMIT = %d, QUEUES = %d, MAP_BYTES = %d;
            constexpr bool SUME = %b;
            """.formatted(board.name(), board.ports(), board.beatBytes(), board.frameLimit(), board.queues(), mapBytes,
                board.shell() == Shell.NETFPGA_SUME);
    }

    /// The header that drives the board's shell.
    static String driver(Board board) {
        return switch (board.shell()) {
            case OPENNIC -> "opennic.h";
            case NETFPGA_SUME, NETFPGA_PLUS -> "netfpga.h";
            case CORUNDUM -> "corundum.h";
            case NONE -> "axis.h";
        };
    }
}
