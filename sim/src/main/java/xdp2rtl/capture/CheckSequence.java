package xdp2rtl.capture;

import java.util.Arrays;
import java.util.OptionalInt;
import xdp2rtl.elf.Bytes;

/// The frame check sequence at the end of what some captures hold. No XDP program is given it.
final class CheckSequence {
    private CheckSequence() {}

    /// A frame without the check sequence, of which a capture that was cut may hold a part or nothing.
    /// @param data   as far as it was captured
    /// @param wire   bytes on the wire, the check sequence among them
    /// @param length bytes of the check sequence
    static Frame removed(long time, byte[] data, long wire, int length, OptionalInt queue) {
        long whole = Math.max(0, Math.max(wire, data.length) - length);
        int kept = (int) Math.min(data.length, whole);
        return new Frame(time, Bytes.of(Arrays.copyOf(data, kept)), whole, queue);
    }
}
