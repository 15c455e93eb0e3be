package xdp2rtl.isa;

/// A source of an operation.
public sealed interface Operand {

    /// A register. Before register assignment the number is a virtual one; afterwards it is `lane * 32 + index`:
    /// a register is written by its own lane only and read by all.
    record Reg(int number) implements Operand {
        /// Registers of one lane's bank in the encoding; a configuration may build fewer.
        public static final int PER_LANE = 32;
        /// What the context's last request has answered ([Special#RESULT]), in operands that can be it
        /// ([Encoding#takesResult]).
        public static final Reg RESULT = new Reg(1 << 16);

        public static Reg of(int lane, int index) { return new Reg(lane * PER_LANE + index); }

        /// The lane that writes this register; meaningful after assignment.
        public int lane() { return number / PER_LANE; }

        /// The place in the lane's bank; meaningful after assignment.
        public int index() { return number % PER_LANE; }

        /// Whether it is the answer of the last request and in no bank.
        public boolean isResult() { return equals(RESULT); }

        @Override public String toString() { return isResult() ? "result" : "v" + number; }
    }

    /// A constant in the instruction, sign-extended to 64 bits.
    record Immediate(int value) implements Operand {
        @Override public String toString() { return Integer.toString(value); }
    }

    /// The length of the packet, `data_end - data`. Only branches take it.
    record Length() implements Operand {
        @Override public String toString() { return "length"; }
    }
}
