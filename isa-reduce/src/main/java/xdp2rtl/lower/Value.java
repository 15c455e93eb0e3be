package xdp2rtl.lower;

import java.util.OptionalLong;
import xdp2rtl.isa.Operand.Reg;

/// A 64-bit value of the program that is made: known, or in a register.
public sealed interface Value {
    record Constant(long number) implements Value {}

    record Held(Reg reg) implements Value {}

    Value ZERO = new Constant(0);

    static Value of(long number) { return new Constant(number); }

    /// The number, if it is known.
    default OptionalLong constant() {
        return this instanceof Constant(long number) ? OptionalLong.of(number) : OptionalLong.empty();
    }

    default boolean is(long number) { return this instanceof Constant(long known) && known == number; }
}
