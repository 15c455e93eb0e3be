package xdp2rtl.engine.rtl;

import xdp2rtl.device.Device;
import xdp2rtl.verilator.VerilatedCore;

/// A model's control port as a device. What the core refuses is a [xdp2rtl.verilator.ModelFailure].
///
/// @param core stays open
public record ModelDevice(VerilatedCore core) implements Device {
    @Override public int read(int offset) {
        return core.read(new int[]{offset})[0];
    }

    @Override public void write(int offset, int value) {
        core.write(new int[]{offset, value});
    }

    @Override public int[] read(int[] offsets) {
        return core.read(offsets);
    }

    @Override public void write(int[] pairs) {
        core.write(pairs);
    }

    @Override public String name() {
        return "model";
    }

    @Override public void close() {}
}
