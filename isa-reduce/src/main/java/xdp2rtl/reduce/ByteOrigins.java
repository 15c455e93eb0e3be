package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;

/// Where the bytes of values come from: through moves, shifts and masks of whole bytes, swaps, and sums of parts that
/// share no bit.
final class ByteOrigins {
    /// Operations that are looked through.
    private static final int DEEPEST = 16;
    private static final long BYTE = 0xff;

    private final Scope scope;

    ByteOrigins(Scope scope) { this.scope = scope; }

    /// A byte of a register, 0 the lowest.
    record Place(Reg register, int number) {}

    /// A byte of an operand.
    private record Source(Operand operand, int number) {}

    /// Whether the operation puts a value together from two.
    static boolean combines(AluOp op) {
        return switch (op) {
            case OR, ADD, XOR, PAIR, PAIR16 -> true;
            case SUB, RSUB, AND, LSH, RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64, ADDC32,
                    ROR32, FOLD, NFOLD ->
                false;
        };
    }

    /// The byte, if it is known.
    OptionalInt constant(Operand operand, int number) {
        var known = scope.known(operand);
        int bits = (int) (known.ones() >>> 8 * number & BYTE);
        return ((known.zeros() | known.ones()) >>> 8 * number & BYTE) == BYTE ? OptionalInt.of(bits)
                : OptionalInt.empty();
    }

    /// The places that hold the byte: the operand's own first, then those that it was moved from.
    List<Place> of(Operand operand, int number) {
        List<Place> same = new ArrayList<>();
        Optional<Source> now = Optional.of(new Source(operand, number));
        while (now.isPresent() && now.get().operand instanceof Reg register && same.size() < DEEPEST) {
            int byteNumber = now.get().number;
            same.add(new Place(register, byteNumber));
            now = scope.definition(register, Operation.Alu.class)
                    .filter(o -> o.width() == Width.W64 || byteNumber < 4).flatMap(o -> source(o, byteNumber));
        }
        return same;
    }

    /// What an operation moves to its byte `number`, if it only moves there.
    private Optional<Source> source(Operation.Alu o, int number) {
        return switch (o.op()) {
            case MOV -> Optional.of(new Source(o.right(), number));
            case RSH, ARSH -> shifted(o, number, 1);
            case LSH -> shifted(o, number, -1);
            case AND -> o.right() instanceof Immediate mask && ((long) mask.value() >> 8 * number & BYTE) == BYTE
                    ? left(o, number) : Optional.empty();
            case OR, XOR -> part(o, number);
            case ADD -> (~scope.known(o.left()).zeros() & ~scope.known(o.right()).zeros()) == 0 ? part(o, number)
                    : Optional.empty();
            case PAIR -> number < 4 ? left(o, number) : Optional.of(new Source(o.right(), number - 4));
            case PAIR16 -> number < 2 ? left(o, number)
                    : isZero(o.left(), number) ? Optional.of(new Source(o.right(), number - 2)) : Optional.empty();
            case SEXT8 -> number < 1 ? left(o, number) : Optional.empty();
            case SEXT16 -> number < 2 ? left(o, number) : Optional.empty();
            case SEXT32 -> number < 4 ? left(o, number) : Optional.empty();
            case SWAP16 -> swapped(o, number, 2);
            case SWAP32 -> swapped(o, number, 4);
            case SWAP64 -> o.width() == Width.W64 ? swapped(o, number, 8) : Optional.empty();
            case SUB, RSUB, ADDC32, ROR32, FOLD, NFOLD -> Optional.empty();
        };
    }

    private static Optional<Source> left(Operation.Alu o, int number) {
        return Optional.of(new Source(o.left(), number));
    }

    private static Optional<Source> swapped(Operation.Alu o, int number, int bytes) {
        return number < bytes ? left(o, bytes - 1 - number) : Optional.empty();
    }

    private static Optional<Source> shifted(Operation.Alu o, int number, int direction) {
        int bytes = o.width().bits() / 8;
        if (!(o.right() instanceof Immediate by) || by.value() % 8 != 0 || by.value() < 0 || by.value() >= 8 * bytes) {
            return Optional.empty();
        }
        int from = number + direction * (by.value() / 8);
        return from >= 0 && from < bytes ? left(o, from) : Optional.empty();
    }

    /// One operand's byte where the other's is 0.
    private Optional<Source> part(Operation.Alu o, int number) {
        return isZero(o.right(), number) ? left(o, number)
                : isZero(o.left(), number) ? Optional.of(new Source(o.right(), number)) : Optional.empty();
    }

    private boolean isZero(Operand operand, int number) {
        return constant(operand, number).equals(OptionalInt.of(0));
    }
}
