package xdp2rtl.lower;

import xdp2rtl.isa.Operand.Reg;

/// A 64-bit value of the program that is made: known, or in a register.
sealed interface Value {
    record Constant(long number) implements Value {}

    record Held(Reg reg) implements Value {}

    Value ZERO = new Constant(0);

    static Value of(long number) { return new Constant(number); }

    default boolean is(long number) { return this instanceof Constant(long known) && known == number; }
}
