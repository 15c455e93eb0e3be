package xdp2rtl.driver;

import static xdp2rtl.isa.ControlRegister.ALL_CORES;
import static xdp2rtl.isa.ControlRegister.CORE_SELECT;

import xdp2rtl.device.Device;

/// One core of a device that has several: each access, or row of accesses, selects it before and all cores
/// afterwards.
///
/// @param core its number
public record SelectedCore(Device device, int core) implements Device {
    @Override public int read(int offset) {
        return read(new int[]{offset})[0];
    }

    @Override public void write(int offset, int value) {
        write(new int[]{offset, value});
    }

    @Override public int[] read(int[] offsets) {
        device.write(CORE_SELECT.offset(), core);
        try {
            return device.read(offsets);
        } finally {
            device.write(CORE_SELECT.offset(), ALL_CORES);
        }
    }

    @Override public void write(int[] pairs) {
        device.write(CORE_SELECT.offset(), core);
        try {
            device.write(pairs);
        } finally {
            device.write(CORE_SELECT.offset(), ALL_CORES);
        }
    }

    @Override public String name() {
        return device.name();
    }

    @Override public String address() {
        return device.address();
    }

    @Override public void close() {
        device.close();
    }
}
