package xdp2rtl.reduce;

import java.util.Optional;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// What a branch asks of neighbouring bytes of the packet: it is taken unless `(bytes & mask) == value`.
///
/// @param load  what reads the bytes
/// @param mask  which bits are asked for, the byte at the load's offset lowest
/// @param value what they must be
record ByteTest(Operation.Load load, long mask, long value) {

    /// What the branch asks, if it is of such bytes.
    static Optional<ByteTest> of(Operation.Branch branch, Scope scope) {
        if (!(branch.right() instanceof Immediate right)) { return Optional.empty(); }
        long number = branch.width() == Width.W64 ? right.value() : right.value() & 0xffff_ffffL;
        long low = branch.width() == Width.W64 ? -1 : 0xffff_ffffL;
        Optional<Operation.Load> whole = scope.definition(branch.left(), Operation.Load.class);
        return switch (branch.cond()) {
            case NE -> whole.isPresent() ? of(whole.get(), low, number)
                    : scope.definition(branch.left(), Operation.Alu.class)
                            .filter(o -> o.op() == AluOp.AND && o.right() instanceof Immediate)
                            .flatMap(o -> scope.definition(o.left(), Operation.Load.class)
                                    .flatMap(load -> of(load, low & mask(o), number)));
            case SET -> whole.flatMap(load -> of(load, number, 0));
            case EQ, LT, LE, GT, GE, SLT, SLE, SGT, SGE, CLEAR -> Optional.empty();
        };
    }

    private static long mask(Operation.Alu and) {
        long mask = ((Immediate) and.right()).value();
        return and.width() == Width.W64 ? mask : mask & 0xffff_ffffL;
    }

    private static Optional<ByteTest> of(Operation.Load load, long mask, long value) {
        int bits = 8 * load.size().bytes();
        long all = bits == Long.SIZE ? -1 : (1L << bits) - 1;
        if (load.space() != Space.PACKET || load.signed() || !load.nonFaulting() || (value & ~(mask & all)) != 0) {
            return Optional.empty();
        }
        return Optional.of(load.swapped()
                ? new ByteTest(load, Long.reverseBytes(mask & all) >>> Long.SIZE - bits,
                        Long.reverseBytes(value) >>> Long.SIZE - bits)
                : new ByteTest(load, mask & all, value));
    }

    /// Both as one test of up to four bytes; `load` still has the register of this one's.
    Optional<ByteTest> with(ByteTest other) {
        int from = Math.min(load.offset(), other.load.offset());
        int to = Math.max(end(), other.end());
        Optional<Size> size = to - from == 3 ? Optional.of(Size.B4)
                : to - from <= Size.B4.bytes() ? WidenLoads.size(to - from) : Optional.empty();
        // A byte more is one in front, which the packet has.
        int start = size.map(whole -> to - whole.bytes()).orElse(from);
        if (size.isEmpty() || start < from && (load.base().isPresent() || start < 0)
                || !load.base().equals(other.load.base()) || load.alias() != other.load.alias()) {
            return Optional.empty();
        }
        int shift = 8 * (load.offset() - start);
        int otherShift = 8 * (other.load.offset() - start);
        return (mask << shift & other.mask << otherShift) != 0 ? Optional.empty()
                : Optional.of(new ByteTest(
                        new Operation.Load(load.space(), size.get(), false, false, true, load.dst(), load.base(), start,
                                load.alias()),
                        mask << shift | other.mask << otherShift, value << shift | other.value << otherShift));
    }

    private int end() { return load.offset() + load.size().bytes(); }

    /// Whether all bits of the bytes are asked for.
    boolean isWhole() { return mask == (1L << 8 * load.size().bytes()) - 1; }

    /// The branch, if the register has the bits that are asked for and zeroes.
    Operation.Branch branch(Reg bits, Target target) {
        return new Operation.Branch(Cond.NE, Width.W32, bits, new Immediate((int) value), target);
    }
}
