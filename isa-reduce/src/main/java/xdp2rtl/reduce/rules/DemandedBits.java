package xdp2rtl.reduce.rules;

import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operation.Alu;
import xdp2rtl.isa.Width;

/// Which bits of its operands an operation looks at.
final class DemandedBits {
    private DemandedBits() {}

    /// The operation on the cheapest operands that have those bits.
    static Alu settled(Match<Alu> m) {
        Alu o = m.it();
        Operand left = o.op().readsLeft() ? m.values().demanded(o.left(), left(o)) : o.left();
        return new Alu(o.op(), o.width(), o.dst(), left, m.values().demanded(o.right(), right(o)));
    }

    private static long low(Alu o) { return o.width() == Width.W32 ? KnownBits.LOW32 : -1; }

    private static long left(Alu o) {
        long low = low(o);
        return switch (o.op()) {
            case AND -> o.right() instanceof Immediate imm ? imm.value() & low : low;
            case LSH -> o.right() instanceof Immediate imm ? low >>> (imm.value() & o.width().bits() - 1) : low;
            case RSH ->
                o.right() instanceof Immediate imm ? low & -1L << (imm.value() & o.width().bits() - 1) : low;
            case SEXT8 -> 0xff;
            case SEXT16, SWAP16 -> 0xffff;
            case SEXT32, SWAP32, PAIR, ADDC32, ROR32 -> KnownBits.LOW32;
            case SWAP64, FOLD, NFOLD -> -1;
            case ADD, SUB, RSUB, OR, XOR, ARSH, MOV, PAIR16 -> low;
        };
    }

    private static long right(Alu o) {
        return switch (o.op()) {
            case LSH, RSH, ARSH -> o.width().bits() - 1;
            case ROR32 -> Integer.SIZE - 1;
            case FOLD, NFOLD -> -1;
            case PAIR, ADDC32 -> KnownBits.LOW32;
            case PAIR16 -> low(o) >>> 16;
            case ADD, SUB, RSUB, AND, OR, XOR, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64 -> low(o);
        };
    }
}
