package xdp2rtl.isa;

import java.util.Locale;

/// Where the map memory of a core lies. All that its access takes follows from [#latency]: the generator, the bundle
/// simulator and the estimates read it.
public enum MapMemory {
    /// Block RAM: a word comes in the cycle after its address.
    BLOCK(1),
    /// UltraRAM, in columns across the FPGA: a register in front of it, its own, and two on the way back.
    ULTRA(4);

    private final int latency;

    MapMemory(int latency) {
        this.latency = latency;
    }

    /// Cycles from the address to the word, at least 1.
    public int latency() {
        return latency;
    }

    /// The name on the command line.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
