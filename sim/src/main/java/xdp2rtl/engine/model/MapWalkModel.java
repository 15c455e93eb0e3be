package xdp2rtl.engine.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Width;
import xdp2rtl.maps.HashDescriptor;

/// The walk of the map unit, after `docs/machine.md`, section 6: places from READ to DECIDE, and what is decided there.
final class MapWalkModel {
    private static final int LINE = 16;

    private enum Step { BUCKET, KEY, NEXT, META, ATOMIC_READ, ATOMIC_WRITE }

    /// A request that walks.
    private static final class Walker {
        final Request request;
        final HashDescriptor map;
        Step step;
        int bucket;
        int link;
        int first;
        int entry;
        int pair;
        /// What it has read.
        long low;
        long high;
        long argumentLow;
        long argumentHigh;

        Walker(Request request, HashDescriptor map) {
            this.request = request;
            this.map = map;
        }

        boolean changes() {
            return request instanceof Request.Lookup lookup && lookup.op() != MapOp.LOOKUP;
        }
    }

    /// What the walk of a change has come to.
    ///
    /// @param found whether the key is in the map; only then are `entry` and `meta` known
    record Ended(Request.Lookup request, HashDescriptor map, boolean found, int bucket, int link, int first, int entry,
            long meta) {}

    private final MapPort port;
    /// Who is at READ, at each of the places where lines come, at DECIDE.
    private final List<Optional<Walker>> places;
    private Optional<Answer> answer = Optional.empty();
    private Optional<Ended> ended = Optional.empty();
    /// What goes on from DECIDE in this cycle.
    private Optional<Walker> going = Optional.empty();

    /// @param latency of the map memory
    MapWalkModel(MapPort port, int latency) {
        this.port = port;
        places = new ArrayList<>(Collections.nCopies(latency + 2, Optional.empty()));
    }

    boolean busy() {
        return places.stream().anyMatch(Optional::isPresent);
    }

    /// Whether a line is read or written in the cycle that begins.
    boolean takesPort() {
        return places.getFirst().isPresent();
    }

    /// What READ and DECIDE do in this cycle.
    void work() {
        answer = Optional.empty();
        ended = Optional.empty();
        going = places.getLast().filter(this::decide);
        places.getFirst().ifPresent(this::read);
    }

    /// The answer that was decided in this cycle.
    Optional<Answer> answer() {
        return answer;
    }

    /// The change that has ended its walk in this cycle.
    Optional<Ended> ended() {
        return ended;
    }

    /// Whether a request can enter at the end of this cycle.
    boolean takes(Request request) {
        if (going.isPresent() || changeWalks()) { return false; }
        return switch (request) {
            case Request.Lookup lookup -> lookup.op() == MapOp.LOOKUP || !busy();
            case Request.Atomic _ -> places.stream().limit(places.size() - 1L).noneMatch(MapWalkModel::readsAtomic);
            case Request.Divide divide -> throw new IllegalStateException(divide + " came to the map unit");
        };
    }

    /// The end of a cycle; a request enters, if one does.
    void advance(Optional<MapHashModel.Hashed> enters) {
        places.removeLast();
        Optional<Walker> read = places.getFirst().filter(walker -> walker.step != Step.ATOMIC_WRITE);
        places.set(0, read);
        places.addFirst(enters.map(MapWalkModel::entering).or(() -> going));
    }

    private static Walker entering(MapHashModel.Hashed hashed) {
        var walker = new Walker(hashed.request(), hashed.map());
        if (hashed.request() instanceof Request.Atomic) {
            walker.step = Step.ATOMIC_READ;
        } else {
            walker.step = Step.BUCKET;
            walker.bucket = hashed.map().buckets() + 8 * (hashed.hash() & hashed.map().bucketMask());
        }
        return walker;
    }

    private boolean changeWalks() {
        return places.stream().flatMap(Optional::stream).anyMatch(Walker::changes);
    }

    private static boolean readsAtomic(Optional<Walker> place) {
        return place.filter(walker -> walker.step == Step.ATOMIC_READ).isPresent();
    }

    private void read(Walker walker) {
        switch (walker.step) {
            case BUCKET -> line(walker, walker.bucket);
            case KEY -> line(walker, walker.entry + LINE + LINE * walker.pair);
            case NEXT, META -> line(walker, walker.entry);
            case ATOMIC_READ -> line(walker, ((Request.Atomic) walker.request).address());
            case ATOMIC_WRITE -> {}
        }
        ContextState context = walker.request.context();
        walker.argumentLow = context.argumentLow[walker.pair % CoreConfig.ARGUMENT_PAIRS];
        walker.argumentHigh = context.argumentHigh[walker.pair % CoreConfig.ARGUMENT_PAIRS];
    }

    private void line(Walker walker, int address) {
        port.read(address);
        walker.low = port.arrivingLow();
        walker.high = port.arrivingHigh();
    }

    /// Whether it goes on.
    private boolean decide(Walker walker) {
        return switch (walker.step) {
            case BUCKET -> {
                walker.link = walker.bucket;
                walker.first = (int) word(walker, walker.bucket);
                yield follow(walker, walker.first);
            }
            case KEY -> key(walker);
            case NEXT -> {
                int next = (int) walker.low;
                if (next != 0) {
                    walker.link = walker.entry;
                }
                yield follow(walker, next);
            }
            case META -> {
                ends(walker, true, walker.low >>> 32);
                yield false;
            }
            case ATOMIC_READ -> {
                atomic(walker, (Request.Atomic) walker.request);
                walker.step = Step.ATOMIC_WRITE;
                yield true;
            }
            case ATOMIC_WRITE -> throw new IllegalStateException("a write came to DECIDE");
        };
    }

    private boolean follow(Walker walker, int entry) {
        if (entry == 0) {
            ends(walker, false, 0);
            return false;
        }
        walker.entry = entry & -LINE;
        walker.pair = 0;
        walker.step = Step.KEY;
        return true;
    }

    private boolean key(Walker walker) {
        if (walker.low != walker.argumentLow || walker.high != walker.argumentHigh) {
            walker.step = Step.NEXT;
            return true;
        }
        if (walker.pair + 1 < walker.map.keyPairs()) {
            walker.pair++;
            return true;
        }
        if (!walker.changes() && walker.map.perCpu() == 0) {
            ends(walker, true, Integer.toUnsignedLong(walker.entry + LINE + LINE * walker.map.keyPairs()));
            return false;
        }
        walker.step = Step.META;
        return true;
    }

    private void ends(Walker walker, boolean found, long value) {
        if (walker.changes()) {
            ended = Optional
                    .of(new Ended((Request.Lookup) walker.request, walker.map, found, walker.bucket, walker.link,
                            walker.first, walker.entry, walker.low));
        } else {
            answer = Optional.of(new Answer(walker.request.context(), value));
        }
    }

    private void atomic(Walker walker, Request.Atomic asked) {
        boolean wide = asked.width() == Width.W64;
        long word = word(walker, asked.address());
        long old = wide ? word : word >>> (asked.address() & 4) * 8 & 0xffff_ffffL;
        boolean equal = wide ? old == walker.argumentLow : (int) old == (int) walker.argumentLow;
        long result = result(asked.op(), old, asked.value(), equal);
        answer = Optional.of(new Answer(asked.context(), old));
        if (wide) {
            port.writeWord(asked.address(), result);
        } else {
            port.writeBytes4(asked.address(), result);
        }
    }

    private static long result(AtomicOp op, long old, long value, boolean equal) {
        return switch (op) {
            case ADD -> old + value;
            case OR -> old | value;
            case AND -> old & value;
            case XOR -> old ^ value;
            case EXCHANGE -> value;
            case COMPARE_EXCHANGE -> equal ? value : old;
        };
    }

    /// The word of the line that was read for `address`.
    private static long word(Walker walker, int address) {
        return (address & 8) == 0 ? walker.low : walker.high;
    }
}
