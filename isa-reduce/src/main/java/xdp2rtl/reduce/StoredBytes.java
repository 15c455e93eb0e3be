package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;

/// Which bytes of which register two neighbouring stores write: a value that is stored piece by piece, as compilers
/// do where it may not be aligned, is one store.
final class StoredBytes {
    /// Moves of a byte that are looked through.
    private static final int DEEPEST = 6;

    private final Scope scope;

    StoredBytes(Scope scope) { this.scope = scope; }

    /// A byte of a register, 0 the lowest.
    private record Place(Reg register, int number) {}

    /// What one store has to write in place of two: the bytes of `register` from `from` on, in the other order if
    /// `swapped`.
    record Whole(Reg register, int from, boolean swapped) {}

    /// @param low  the store to the lower address
    /// @param high the store to the bytes that follow
    Optional<Whole> of(Operation.Store low, Operation.Store high) {
        List<List<Place>> bytes = new ArrayList<>(places(low));
        bytes.addAll(places(high));
        for (Place first : bytes.getFirst()) {
            for (int step = 1; step >= -1; step -= 2) {
                if (follow(bytes, first, step)) {
                    int last = first.number + step * (bytes.size() - 1);
                    return Optional.of(new Whole(first.register, Math.min(first.number, last), step < 0));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean follow(List<List<Place>> bytes, Place first, int step) {
        for (int i = 1; i < bytes.size(); i++) {
            if (!bytes.get(i).contains(new Place(first.register, first.number + step * i))) { return false; }
        }
        return true;
    }

    /// For each byte that is written, upwards, the places that are known to hold it.
    private List<List<Place>> places(Operation.Store store) {
        List<List<Place>> places = new ArrayList<>();
        int bytes = store.size().bytes();
        for (int i = 0; i < bytes; i++) {
            List<Place> same = new ArrayList<>();
            Operand operand = store.value();
            int number = store.swapped() ? bytes - 1 - i : i;
            for (int depth = 0; depth < DEEPEST && operand instanceof Reg register; depth++) {
                same.add(new Place(register, number));
                Optional<Operation.Alu> by = scope.definition(register, Operation.Alu.class);
                if (by.isEmpty() || by.get().width() == Width.W32 && number >= 4) {
                    break;
                }
                Operation.Alu o = by.get();
                int before = source(o, number);
                if (before < 0) {
                    break;
                }
                operand = o.op() == AluOp.MOV ? o.right() : o.left();
                number = before;
            }
            places.add(same);
        }
        return places;
    }

    /// The byte of its source that an operation leaves at `number`; negative if it is not one that is only moved.
    private static int source(Operation.Alu o, int number) {
        int bytes = o.width() == Width.W64 ? 8 : 4;
        return switch (o.op()) {
            case MOV -> number;
            case RSH, ARSH -> moved(o, bytes, number, 1);
            case LSH -> moved(o, bytes, number, -1);
            case AND -> o.right() instanceof Immediate mask && ((long) mask.value() >> 8 * number & 0xff) == 0xff
                    ? number : -1;
            case SEXT8 -> number < 1 ? number : -1;
            case SEXT16, PAIR16 -> number < 2 ? number : -1;
            case SEXT32, PAIR -> number < 4 ? number : -1;
            case SWAP16 -> 1 - number;
            case SWAP32 -> 3 - number;
            case SWAP64 -> bytes == 8 ? 7 - number : -1;
            case ADD, SUB, RSUB, OR, XOR -> -1;
        };
    }

    private static int moved(Operation.Alu o, int bytes, int number, int direction) {
        if (!(o.right() instanceof Immediate by) || by.value() % 8 != 0 || by.value() < 0 || by.value() >= 8 * bytes) {
            return -1;
        }
        int from = number + direction * (by.value() / 8);
        return from < bytes ? from : -1;
    }
}
