package xdp2rtl.engine.rtl;

import java.util.Arrays;
import xdp2rtl.isa.ControlRegister;

/// Control writes in order, collected so that they go to the model in one call.
final class ControlWrites {
    private int[] pairs = new int[256];
    private int length;

    ControlWrites add(ControlRegister register, int value) {
        return add(register.offset(), value);
    }

    ControlWrites add(int address, int value) {
        if (length == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * length);
        }
        pairs[length++] = address;
        pairs[length++] = value;
        return this;
    }

    /// Writes collected.
    int count() {
        return length / 2;
    }

    /// Address, value, address, value...
    int[] pairs() {
        return Arrays.copyOf(pairs, length);
    }
}
