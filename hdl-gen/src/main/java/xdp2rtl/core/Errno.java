package xdp2rtl.core;

import java.math.BigInteger;
import xdp2rtl.hdl.Bits;

/// The error numbers that the hardware answers.
enum Errno {
    ENOENT(2), E2BIG(7), EACCES(13), EEXIST(17), EINVAL(22);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    /// The answer that says so: the negative number, in 64 bits.
    Bits answer() {
        return Bits.named("MINUS_" + this, Bits.of(64, BigInteger.ONE.shiftLeft(64).subtract(BigInteger.valueOf(number))));
    }
}
