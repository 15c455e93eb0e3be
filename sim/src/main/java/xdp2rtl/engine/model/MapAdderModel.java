package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.Deque;
import xdp2rtl.driver.MapStore;

/// Additions at the map memory (`docs/machine.md`, section 3): a word is read in a bundle's `EFFECT` and written at the
/// end of the second cycle after the one in which it has come.
final class MapAdderModel {
    private static final int WORD = 8;

    /// @param word  the address of a word
    /// @param sum   what becomes of it
    /// @param first the first of its bytes that is written
    /// @param bytes how many are
    /// @param due   the cycle at whose end
    private record Addition(int word, long sum, int first, int bytes, long due) {}

    private final MapStore memory;
    /// Cycles from the read to the write.
    private final int way;
    private final Deque<Addition> additions = new ArrayDeque<>();

    /// @param latency of the memory
    MapAdderModel(MapStore memory, int latency) {
        this.memory = memory;
        way = latency + 2;
    }

    /// Reads the word, before anything is written in this cycle. The address is physical, in range and aligned.
    void add(long cycle, int address, int bytes, long value) {
        int word = address & -WORD;
        long old = memory.load(word, WORD);
        for (Addition earlier : additions) {
            if (earlier.word == word) {
                long mask = mask(earlier.first, earlier.bytes);
                old = old & ~mask | earlier.sum & mask;
            }
        }
        int first = address - word;
        long operand = (value & mask(0, bytes)) << first * Byte.SIZE;
        additions.addLast(new Addition(word, old + operand, first, bytes, cycle + way));
    }

    private static long mask(int first, int bytes) {
        return (bytes == WORD ? -1 : (1L << bytes * Byte.SIZE) - 1) << first * Byte.SIZE;
    }

    /// Whether the memory's other port is taken in this cycle.
    boolean writes(long cycle) {
        return !additions.isEmpty() && additions.getFirst().due == cycle;
    }

    /// Does the write of this cycle.
    void commit(long cycle) {
        if (writes(cycle)) {
            Addition done = additions.removeFirst();
            memory.store(done.word + done.first, done.bytes, done.sum >>> done.first * Byte.SIZE);
        }
    }

    boolean busy() {
        return !additions.isEmpty();
    }
}
