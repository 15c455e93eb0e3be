package xdp2rtl.driver;

import java.util.Arrays;
import xdp2rtl.isa.ControlRegister;

/// Register writes in order, collected so that they go to the device in one call.
public final class RegisterWrites {
    private int[] pairs = new int[256];
    private int length;

    public RegisterWrites add(ControlRegister register, int value) {
        return add(register.offset(), value);
    }

    /// @param offset byte offset of the register
    public RegisterWrites add(int offset, int value) {
        if (length == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * length);
        }
        pairs[length++] = offset;
        pairs[length++] = value;
        return this;
    }

    /// Writes collected.
    public int count() {
        return length / 2;
    }

    /// Offset, value, offset, value...
    public int[] pairs() {
        return Arrays.copyOf(pairs, length);
    }
}
