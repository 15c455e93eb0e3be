package xdp2rtl.simulation;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.boards.Board;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.verilator.ModelFailure;
import xdp2rtl.verilator.WaveFile;

/// The Verilog of one board, running: its registers, its wires, its host's interfaces, its clock. For one thread.
///
/// What the model itself finds wrong, and a register access that is never answered, is a [ModelFailure].
final class BoardModel implements AutoCloseable {
    private static final long STUCK = -1;
    private static final long BROKEN = -2;
    /// AXI4-Lite's OKAY.
    private static final long DONE = 0;

    /// Between two looks at the disk that a waveform goes to.
    private static final long WAVE_CYCLES = 10_000;

    private final BoardLibrary library;
    private final Optional<WaveFile> waves;
    private final MemorySegment board;
    private long lookedAt;

    /// A packet that has come out.
    record Sent(BoardPort place, byte[] bytes) {}

    /// A board after reset.
    ///
    /// @param waves where its signals are written; closed with the board
    /// @throws xdp2rtl.port.EngineUnavailable if it cannot be built
    BoardModel(Board board, CoreConfig core, Optional<WaveFile> waves) {
        this.waves = waves;
        library = BoardLibrary.of(board, core, waves.isPresent());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path =
                    waves.map(file -> arena.allocateFrom(file.part().toString())).orElse(MemorySegment.NULL);
            this.board = call(() -> (MemorySegment) library.create.invokeExact(path));
        }
        if (this.board.equals(MemorySegment.NULL)) { throw new ModelFailure(failure(MemorySegment.NULL)); }
        waves.ifPresent(WaveFile::keep);
    }

    /// A register; nothing if the board refuses the access.
    OptionalInt read(int address) {
        requireRoom();
        boolean done = status(call(() -> (long) library.read.invokeExact(board, address))) == DONE;
        return done ? OptionalInt.of(call(() -> (int) library.data.invokeExact(board))) : OptionalInt.empty();
    }

    /// Whether the board does it.
    boolean write(int address, int value) {
        requireRoom();
        return status(call(() -> (long) library.write.invokeExact(board, address, value))) == DONE;
    }

    /// Packets that wait there to go in; nothing where none can.
    OptionalInt waiting(BoardPort place) {
        int number = place.number();
        int count = (int) (long) call(() -> (long) library.waiting.invokeExact(board, number));
        return count < 0 ? OptionalInt.empty() : OptionalInt.of(count);
    }

    void offer(BoardPort place, byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(JAVA_BYTE, bytes);
            int number = place.number();
            call(() -> {
                library.offer.invokeExact(board, number, memory, (long) bytes.length);
                return true;
            });
        }
    }

    /// Runs so many cycles; the beats that went in or came out.
    long run(long cycles) {
        requireRoom();
        return status(call(() -> (long) library.run.invokeExact(board, cycles)));
    }

    /// Takes the oldest packet that has come out.
    Optional<Sent> take() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(ADDRESS);
            MemorySegment length = arena.allocate(JAVA_LONG);
            long place = call(() -> (long) library.out.invokeExact(board, bytes, length));
            if (place < 0) { return Optional.empty(); }
            byte[] copy = bytes.get(ADDRESS, 0).reinterpret(length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
            call(() -> {
                library.forget.invokeExact(board);
                return true;
            });
            return Optional.of(new Sent(BoardPort.numbered((int) place), copy));
        }
    }

    /// Cycles of the streams' clock since power on.
    long cycle() {
        return call(() -> (long) library.cycle.invokeExact(board));
    }

    @Override public void close() {
        call(() -> {
            library.destroy.invokeExact(board);
            return true;
        });
        waves.ifPresent(WaveFile::close);
    }

    private void requireRoom() {
        if (waves.isPresent() && cycle() - lookedAt >= WAVE_CYCLES) {
            lookedAt = cycle();
            waves.get().requireRoom();
        }
    }

    private long status(long status) {
        if (status == STUCK) { throw new ModelFailure("the board's registers do not answer"); }
        if (status == BROKEN) { throw new ModelFailure(failure(board)); }
        return status;
    }

    private String failure(MemorySegment of) {
        return call(() -> (MemorySegment) library.failure.invokeExact(of)).reinterpret(Long.MAX_VALUE).getString(0);
    }

    private interface Call<T> {
        T run() throws Throwable;
    }

    /// A bound function throws only what its binding has wrong.
    private static <T> T call(Call<T> call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
