package xdp2rtl.engine.rtl;

import xdp2rtl.driver.MapMemoryAccess;
import xdp2rtl.driver.MapStore;
import xdp2rtl.verilator.MapWords;

/// The map memory of a model, past its control port. For memories so large that clearing them, a word in a cycle, and
/// reading them, six cycles for 4 bytes, take longer than the packets.
record MapWindow(MapWords words) implements MapMemoryAccess {
    void clear() {
        words.clear();
    }

    /// Writes the words that are not zero.
    void fill(MapStore contents) {
        for (int address = 0; address < contents.bytes(); address += Long.BYTES) {
            if (contents.word(address) != 0) write(address, contents.word(address));
        }
    }

    @Override public long read(int address) {
        return words.get(address / Long.BYTES);
    }

    @Override public void write(int address, long word) {
        words.set(address / Long.BYTES, word);
    }
}
