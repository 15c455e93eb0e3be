package xdp2rtl.hdl;

import java.math.BigInteger;
import java.util.Optional;

/// A register. It keeps its value where no `next` says otherwise; `rst` sets it to its reset value, 0 unless
/// another one is given, and wins over every `next`.
public final class Reg extends Signal {
    private Optional<Bits> reset;

    Reg(Component owner, int width) {
        super(owner, width);
        this.reset = Optional.of(Bits.of(width, 0));
    }

    /// Declares the value after reset.
    public Reg reset(long value) {
        return reset(BigInteger.valueOf(value));
    }

    /// The value after reset, for wide registers.
    public Reg reset(BigInteger value) {
        reset = Optional.of(Bits.of(width(), value));
        return this;
    }

    Reg reset(Bits value) {
        reset = Optional.of(value);
        return this;
    }

    /// Declares that `rst` does not touch this register: for data that a register with a reset says is valid.
    public Reg noReset() {
        reset = Optional.empty();
        return this;
    }

    /// The value after the next clock edge, under the conditions of the `when` around the call. A later
    /// `next` in a `when` overrides an earlier one.
    public void next(Bits value) {
        owner().body().next(this, value);
    }

    /// A constant after the clock edge; it must fit the width.
    public void next(long value) {
        next(Operands.like(this, value));
    }

    Optional<Bits> reset() {
        return reset;
    }
}
