package xdp2rtl.verilator;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.Observation;

/// One running model: its control port, its streams, its clock. For one thread.
///
/// What the model itself finds wrong (an assertion of the Verilog, a broken rule of a stream, a control access that is
/// refused or never answered) is a [ModelFailure].
public final class VerilatedCore implements AutoCloseable {
    private static final long STUCK = -1;
    private static final long BROKEN = -2;
    /// Between two looks at the disk that a waveform goes to.
    private static final long WAVE_CYCLES = 10_000;

    private final ModelLibrary library;
    private final Optional<WaveFile> waves;
    private final MemorySegment core;

    VerilatedCore(ModelLibrary library, Optional<Path> waves) {
        this.library = library;
        this.waves = waves.map(WaveFile::new);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path =
                    this.waves.map(file -> arena.allocateFrom(file.part().toString())).orElse(MemorySegment.NULL);
            core = call(() -> (MemorySegment) library.create.invokeExact(path));
        }
        if (core.equals(MemorySegment.NULL)) {
            throw new InputError(waves.map(Path::toString).orElse("model"), failure(core));
        }
    }

    /// Control writes, in order: address, value, address, value...
    public void write(int[] pairs) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(JAVA_INT, pairs);
            long count = pairs.length / 2;
            long done = status(call(() -> (long) library.write.invokeExact(core, memory, count)));
            if (done < count) {
                throw new ModelFailure(
                        "the core refuses a write to control register 0x%x".formatted(pairs[2 * (int) done]));
            }
        }
    }

    /// Control reads, in order.
    public int[] read(int[] addresses) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(JAVA_INT, addresses);
            MemorySegment values = arena.allocate(JAVA_INT, addresses.length);
            long count = addresses.length;
            long done = status(call(() -> (long) library.read.invokeExact(core, memory, values, count)));
            if (done < count) {
                throw new ModelFailure(
                        "the core refuses a read of control register 0x%x".formatted(addresses[(int) done]));
            }
            return values.toArray(JAVA_INT);
        }
    }

    /// The map memory of a core, past the control port: what is written there is there in the next cycle.
    public MapWords mapWords(int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment places = arena.allocate(JAVA_LONG, 3);
            status(call(() -> (long) library.mapWords.invokeExact(core, (long) number, places)));
            long bank = places.getAtIndex(JAVA_LONG, 2) / 2 * Long.BYTES;
            return new MapWords(MemorySegment.ofAddress(places.getAtIndex(JAVA_LONG, 0)).reinterpret(bank),
                    MemorySegment.ofAddress(places.getAtIndex(JAVA_LONG, 1)).reinterpret(bank));
        }
    }

    /// Puts packets behind those that wait at the input.
    public void offer(List<CorePacket> packets) {
        int bytes = packets.stream().mapToInt(packet -> packet.bytes().length).sum();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(bytes);
            MemorySegment descriptions = arena.allocate(JAVA_INT, 3L * packets.size());
            int at = 0;
            int word = 0;
            for (CorePacket packet : packets) {
                MemorySegment.copy(packet.bytes(), 0, memory, ValueLayout.JAVA_BYTE, at, packet.bytes().length);
                at += packet.bytes().length;
                descriptions.setAtIndex(JAVA_INT, word++, packet.bytes().length);
                descriptions.setAtIndex(JAVA_INT, word++, packet.ifindex());
                descriptions.setAtIndex(JAVA_INT, word++, packet.rxQueue());
            }
            long count = packets.size();
            call(() -> {
                library.offer.invokeExact(core, memory, descriptions, count);
                return true;
            });
        }
    }

    /// Whether the core was told to put out every packet: which packets [#run] waits for.
    public void emitAll(boolean on) {
        int flag = on ? 1 : 0;
        call(() -> {
            library.emitAll.invokeExact(core, flag);
            return true;
        });
    }

    /// From now on: `gaps` in 256 cycles bring no new beat, in `stalls` of 256 the output is not taken. At first 0
    /// both.
    public void disturb(long seed, int gaps, int stalls) {
        call(() -> {
            library.disturb.invokeExact(core, seed, gaps, stalls);
            return true;
        });
    }

    /// Runs a number of cycles.
    public void run(long cycles) {
        run(cycles, Long.MAX_VALUE);
    }

    /// Runs until so many reports have come since the beginning and every packet that leaves has left, at most so many
    /// cycles. Returns whether it has come to that.
    public boolean run(long cycles, long reports) {
        if (waves.isEmpty()) return runUnwatched(cycles, reports);
        for (long left = cycles; left > 0; left -= WAVE_CYCLES) {
            waves.get().requireRoom();
            if (runUnwatched(Math.min(left, WAVE_CYCLES), reports)) return true;
        }
        return false;
    }

    private boolean runUnwatched(long cycles, long reports) {
        return status(call(() -> (long) library.run.invokeExact(core, cycles, reports))) == 1;
    }

    /// Cycles since the first [#run].
    public long cycle() {
        return call(() -> (long) library.cycle.invokeExact(core));
    }

    /// Reports since the beginning.
    public long reports() {
        return call(() -> (long) library.reports.invokeExact(core));
    }

    /// What was seen since the last call.
    public Observation take() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment places = arena.allocate(JAVA_LONG, 2L * ObservationReader.PLACES);
            call(() -> {
                library.seen.invokeExact(core, places);
                return true;
            });
            Observation seen = new ObservationReader(places, library.options()).read();
            call(() -> {
                library.forget.invokeExact(core);
                return true;
            });
            return seen;
        }
    }

    @Override public void close() {
        call(() -> {
            library.destroy.invokeExact(core);
            return true;
        });
        waves.ifPresent(WaveFile::close);
    }

    private long status(long status) {
        if (status == STUCK) { throw new ModelFailure("the control port does not answer"); }
        if (status == BROKEN) { throw new ModelFailure(failure(core)); }
        return status;
    }

    private String failure(MemorySegment of) {
        MemorySegment text = call(() -> (MemorySegment) library.failure.invokeExact(of));
        return text.reinterpret(Long.MAX_VALUE).getString(0);
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
