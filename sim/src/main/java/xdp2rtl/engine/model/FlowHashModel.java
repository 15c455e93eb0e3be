package xdp2rtl.engine.model;

import xdp2rtl.isa.Dispatch;

/// The hash of a packet's flow (`docs/machine.md`, section 10).
final class FlowHashModel {
    private FlowHashModel() {}

    /// The entry of the table that a packet is dealt out by.
    static int of(Dispatch dispatch, byte[] packet) {
        int sum = 0;
        for (int unit = 0; unit < Dispatch.UNITS; unit++) {
            int key = dispatch.keys().get(unit);
            int value = at(packet, 2 * unit) | at(packet, 2 * unit + 1) << 8;
            if (key != 0) {
                sum += value * (value ^ key) >>> 8;
            }
        }
        return (sum >>> 9 ^ sum) & Dispatch.ENTRIES - 1;
    }

    private static int at(byte[] packet, int offset) {
        return offset < packet.length ? packet[offset] & 0xff : 0;
    }
}
