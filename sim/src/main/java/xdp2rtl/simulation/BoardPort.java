package xdp2rtl.simulation;

/// Where packets go into a board and come out.
///
/// @param port number of a network port
/// @param host whether it is the host's interface of that port, not its wire
public record BoardPort(int port, boolean host) implements Comparable<BoardPort> {

    /// As `board.cpp` counts places.
    int number() { return 2 * port + (host ? 1 : 0); }

    static BoardPort numbered(int number) { return new BoardPort(number / 2, number % 2 == 1); }

    @Override public int compareTo(BoardPort other) { return Integer.compare(number(), other.number()); }

    @Override public String toString() { return (host ? "host " : "wire ") + port; }
}
