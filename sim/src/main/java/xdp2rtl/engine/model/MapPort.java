package xdp2rtl.engine.model;

import java.util.Optional;
import xdp2rtl.driver.MapStore;
import xdp2rtl.isa.CoreConfig;

/// The map unit's side of the map memory: a line of 16 bytes that is read in one cycle and kept in the next, a pair of
/// argument words the same way, and one write, done at the end of the cycle after it was asked for.
final class MapPort {
    private static final int LINE = 16;

    private enum Amount { LOW_HALF, WORD, LINE, BYTES_4 }

    private record Write(Amount amount, int address, long low, long high) {}

    private final MapStore memory;
    /// What the memory puts out in the cycle after a read.
    private long readLow;
    private long readHigh;
    /// The line that was kept.
    private long lineLow;
    private long lineHigh;
    private long argumentLow;
    private long argumentHigh;
    private Optional<Write> asked = Optional.empty();
    private Optional<Write> due = Optional.empty();

    MapPort(MapStore memory) {
        this.memory = memory;
    }

    /// A cycle begins: what the last one asked to write is written at its end.
    void begin() {
        due = asked;
        asked = Optional.empty();
    }

    /// Whether what the last cycle asked to write is still to be written.
    boolean asks() {
        return asked.isPresent();
    }

    /// Does the write of this cycle.
    void commit() {
        due.ifPresent(write -> {
            switch (write.amount) {
                case LOW_HALF -> memory.lowHalf(write.address, (int) write.low);
                case WORD -> memory.word(write.address, write.low);
                case BYTES_4 -> memory.store(write.address, 4, write.low);
                case LINE -> {
                    memory.word(write.address & -LINE, write.low);
                    memory.word(write.address & -LINE | 8, write.high);
                }
            }
        });
    }

    void read(int address) {
        readLow = memory.word(address & -LINE);
        readHigh = memory.word(address & -LINE | 8);
    }

    /// The words of the line that was read last.
    long arrivingLow() {
        return readLow;
    }

    long arrivingHigh() {
        return readHigh;
    }

    /// Keeps the line that was read.
    void capture() {
        lineLow = readLow;
        lineHigh = readHigh;
    }

    void readArguments(ContextState context, int pair) {
        argumentLow = context.argumentLow[pair % CoreConfig.ARGUMENT_PAIRS];
        argumentHigh = context.argumentHigh[pair % CoreConfig.ARGUMENT_PAIRS];
    }

    long lineLow() {
        return lineLow;
    }

    long lineHigh() {
        return lineHigh;
    }

    /// The kept line's word for `address`.
    long word(int address) {
        return (address & 8) == 0 ? lineLow : lineHigh;
    }

    long argumentLow() {
        return argumentLow;
    }

    long argumentHigh() {
        return argumentHigh;
    }

    void writeLowHalf(int address, int value) {
        write(Amount.LOW_HALF, address, value, 0);
    }

    void writeBytes4(int address, long value) {
        write(Amount.BYTES_4, address, value, 0);
    }

    void writeWord(int address, long value) {
        write(Amount.WORD, address, value, 0);
    }

    /// A word of two halves.
    void writeWord(int address, int low, int high) {
        writeWord(address, Integer.toUnsignedLong(low) | (long) high << 32);
    }

    void writeLine(int address, long low, long high) {
        write(Amount.LINE, address, low, high);
    }

    private void write(Amount amount, int address, long low, long high) {
        asked = Optional.of(new Write(amount, address, low, high));
    }
}
