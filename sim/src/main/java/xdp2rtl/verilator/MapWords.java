package xdp2rtl.verilator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The words of a model's map memory, in its two banks. They are there as long as the model is open.
///
/// @param evens words 0, 2, 4...
/// @param odds  words 1, 3, 5...
public record MapWords(MemorySegment evens, MemorySegment odds) {
    private MemorySegment bank(int index) {
        return index % 2 == 0 ? evens : odds;
    }

    /// Zeroes all.
    public void clear() {
        evens.fill((byte) 0);
        odds.fill((byte) 0);
    }

    /// @param index of a word of 8 bytes
    public long get(int index) {
        return bank(index).getAtIndex(ValueLayout.JAVA_LONG, index / 2);
    }

    /// @param index of a word of 8 bytes
    public void set(int index, long word) {
        bank(index).setAtIndex(ValueLayout.JAVA_LONG, index / 2, word);
    }
}
