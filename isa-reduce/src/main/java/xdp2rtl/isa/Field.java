package xdp2rtl.isa;

import java.math.BigInteger;

/// The fields of a slot, a word of 72 bits. `A`, `B` name registers as `lane * 32 + index`; `DST` is an index in the
/// lane's own bank. Sub-fields of `AUX` and `DST` are listed behind them; which of them an operation uses is
/// [Encoding]'s table.
public enum Field {
    IMM(0, 32), AUX(32, 12), B(44, 8), A(52, 8), DST(60, 5), OP(65, 6),
    /// Lane 0 only: [Bundle#waits].
    WAIT(71, 1),
    /// Other lanes: [Bundle#keeps].
    KEPT(71, 1),

    /// ALU: the [AluOp].
    AUX_ALU(32, 5),
    /// Comparison: the [Cond].
    AUX_COND(32, 4),
    /// ALU, comparison, multiply, atomic, divide: 1 for 64 bits.
    AUX_WIDE(43, 1),
    /// Load: the [Size], and flags.
    AUX_SIZE(32, 3), AUX_SIGNED(35, 1), AUX_SWAPPED(36, 1), AUX_NON_FAULTING(37, 1),
    /// Load, atomic: 0 means that the base is zero.
    AUX_BASE(38, 1),
    /// Get, put: the [Special].
    AUX_SPECIAL(32, 4),
    /// Put: the upper half of the word, 0 if the operand is all of it.
    AUX_UPPER(36, 8),
    /// Adjust: the [AdjustOp]; map request: the [MapOp]; divide: the [DivideOp].
    AUX_KIND(32, 2),
    /// Map request: flags 0 to 3 (3 stands for every unknown flag).
    AUX_FLAGS(34, 2),
    /// Atomic: the [AtomicOp].
    AUX_ATOMIC(32, 3),
    /// Push, map request: operand `low`, `high` is the immediate.
    AUX_LOW_IMM(42, 1), AUX_HIGH_IMM(43, 1),
    /// Store, addition: the [Size], and flags of a store.
    DST_SIZE(60, 3), DST_SWAPPED(63, 1), DST_BASE(64, 1),
    /// Branch: the [Cond], and 1 for 64 bits.
    DST_COND(60, 4), DST_WIDE(64, 1);

    /// Bits of a slot.
    public static final int SLOT_BITS = 72;

    private final int low;
    private final int width;

    Field(int low, int width) {
        this.low = low;
        this.width = width;
    }

    /// The place of the field's lowest bit in the slot.
    public int low() { return low; }

    /// The field's bits.
    public int width() { return width; }

    /// The field's value in a slot, unsigned.
    public int of(BigInteger slot) {
        return slot.shiftRight(low).and(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE)).intValue();
    }

    /// `value`, cut to the field's width, at the field's place.
    public BigInteger at(long value) {
        return BigInteger.valueOf(value).and(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE)).shiftLeft(low);
    }
}
