package xdp2rtl.engine.rtl;

import xdp2rtl.driver.MapMemoryAccess;
import xdp2rtl.verilator.MapWords;

/// The map memory of a model, past its control port. For memories so large that clearing them, a word in a cycle, and
/// reading them, six cycles for 4 bytes, take longer than the packets.
record MapWindow(MapWords words) implements MapMemoryAccess {
    void clear() {
        words.clear();
    }

    @Override public long read(int address) {
        return words.get(address / Long.BYTES);
    }

    @Override public void write(int address, long word) {
        words.set(address / Long.BYTES, word);
    }
}
