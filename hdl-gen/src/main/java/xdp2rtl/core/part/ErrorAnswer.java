package xdp2rtl.core.part;

import java.math.BigInteger;
import xdp2rtl.hdl.Bits;
import xdp2rtl.linux.Errno;

/// The hardware's answer for an error number of Linux.
public final class ErrorAnswer {
    private ErrorAnswer() {}

    /// The negative number, in 64 bits, under its name.
    public static Bits of(Errno error) {
        return Bits.named("MINUS_" + error,
                Bits.of(64, BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(error.result()))));
    }
}
