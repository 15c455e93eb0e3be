package xdp2rtl.simulation;

import java.util.Optional;

/// What a wire or a host's interface of a simulated board is connected to. Frames are without check sequence.
interface Link extends AutoCloseable {
    /// The next frame for the board, if there is one now.
    Optional<byte[]> receive();

    /// Whether frames can wait: those of a file can; those of a network come when they come.
    boolean waits();

    /// A frame from the board.
    ///
    /// @param nanoseconds of the board's own time
    void send(byte[] frame, long nanoseconds);

    /// Frames that could not be sent on.
    long lost();

    @Override void close();
}
