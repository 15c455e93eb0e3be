package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.reduce.ByteOrigins.Place;

/// Which bytes of which register two neighbouring stores write: a value that is stored piece by piece, as compilers
/// do where it may not be aligned, is one store.
final class StoredBytes {
    private final ByteOrigins origins;

    StoredBytes(Scope scope) { origins = new ByteOrigins(scope); }

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
                    int last = first.number() + step * (bytes.size() - 1);
                    return Optional.of(new Whole(first.register(), Math.min(first.number(), last), step < 0));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean follow(List<List<Place>> bytes, Place first, int step) {
        for (int i = 1; i < bytes.size(); i++) {
            if (!bytes.get(i).contains(new Place(first.register(), first.number() + step * i))) { return false; }
        }
        return true;
    }

    /// For each byte that is written, upwards, the places that are known to hold it.
    private List<List<Place>> places(Operation.Store store) {
        List<List<Place>> places = new ArrayList<>();
        int bytes = store.size().bytes();
        for (int i = 0; i < bytes; i++) {
            places.add(origins.of(store.value(), store.swapped() ? bytes - 1 - i : i));
        }
        return places;
    }
}
