package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import xdp2rtl.isa.KeyHash;
import xdp2rtl.maps.HashDescriptor;

/// The queue before the map unit, the request that is hashed, and the one that waits for its walk, after
/// `docs/machine.md`, section 6.
final class MapHashModel {
    /// A request with the hash of its key.
    ///
    /// @param map of an atomic operation, null
    record Hashed(Request request, HashDescriptor map, int hash) {}

    private final List<HashDescriptor> descriptors;
    private final Queue<Request> fifo = new ArrayDeque<>();
    private Optional<Request> held = Optional.empty();
    private int pair;
    private int hash;
    private Optional<Hashed> waiting = Optional.empty();

    MapHashModel(List<HashDescriptor> descriptors) {
        this.descriptors = List.copyOf(descriptors);
    }

    void add(Request added) {
        fifo.add(added);
    }

    boolean busy() {
        return !fifo.isEmpty() || held.isPresent() || waiting.isPresent();
    }

    /// The request that waited when the cycle began.
    Optional<Hashed> waiting() {
        return waiting;
    }

    /// One cycle.
    ///
    /// @param enters whether what waits enters the walk
    void step(boolean enters) {
        boolean free = waiting.isEmpty();
        if (enters) {
            waiting = Optional.empty();
        }
        if (held.isEmpty() || leaves(held.get(), free)) {
            held = Optional.ofNullable(fifo.poll());
            pair = 0;
            hash = 0;
        }
    }

    /// Whether what is held leaves; if not, what it does.
    private boolean leaves(Request request, boolean free) {
        return switch (request) {
            case Request.Atomic _ -> {
                if (free) {
                    waiting = Optional.of(new Hashed(request, null, 0));
                }
                yield free;
            }
            case Request.Lookup lookup -> {
                HashDescriptor map = descriptors.get(lookup.map());
                boolean last = pair + 1 == map.keyPairs();
                if (!last || free) {
                    hash = step(lookup);
                    pair++;
                }
                if (last && free) {
                    waiting = Optional.of(new Hashed(request, map, hash));
                }
                yield last && free;
            }
            case Request.Divide _ -> throw new IllegalStateException("a division came to the map unit");
        };
    }

    private int step(Request.Lookup lookup) {
        return pair == 0 ? KeyHash.step(hash, lookup.low(), lookup.high())
                : KeyHash.step(hash, lookup.context().argumentLow[pair], lookup.context().argumentHigh[pair]);
    }
}
