package xdp2rtl.btf;

import java.util.Optional;

/// What the target's types say to a CO-RE relocation.
sealed interface CoreAnswer {

    /// A number for the instruction.
    ///
    /// @param before what the compiler must have written, by the program's own types; empty where it could not know
    /// @param access how a load or store changes its size
    record Value(long value, Optional<Long> before, Access access) implements CoreAnswer {
        static Value known(long value, long before) { return new Value(value, Optional.of(before), Access.SAME); }

        static Value decidedHere(long value) { return new Value(value, Optional.empty(), Access.SAME); }
    }

    /// Bytes that a load or store touches, by the program's types and by the target's. Where they differ, only unsigned
    /// numbers and pointers are what they were.
    record Access(int before, int after, boolean sound) {
        static final Access SAME = new Access(0, 0, true);

        boolean changes() { return before != after; }
    }

    /// There is no number: the instruction may only stand where it is never reached.
    record Missing(String what, String why, String remedy) implements CoreAnswer {}
}
