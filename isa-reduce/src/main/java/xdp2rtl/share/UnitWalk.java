package xdp2rtl.share;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Renaming;

/// Goes through all copies of shared functions side by side.
///
/// A unit is a block of each copy. From a call of a shared function all copies of the function are gone through, from
/// its end the walk goes on behind every call, in the copies that the call is in. Where paths were kept apart in some
/// copies only, blocks of these are paired with one of the others several times.
final class UnitWalk {
    /// Units that there may be for each block. Copies with different paths could give one for each pair.
    private static final int MOST = 2;
    private static final int NO_BODY = -1;

    private final Analysis analysis;
    private final Cfg cfg;
    private final Renaming renaming;
    private final int[] first;
    private final Map<Integer, List<Integer>> merged = new HashMap<>();
    private final List<Body> bodies;
    private final Map<Integer, Body> bodyOfEntry = new HashMap<>();
    /// By frame, where some of its ends go on.
    private final Map<Integer, Integer> behind = new TreeMap<>();
    private final Map<Key, Integer> places = new HashMap<>();
    private final List<Found> units = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();

    /// @param body of which it is a part; [#NO_BODY] for none
    private record Key(int body, List<Integer> copies) {}

    /// @param site the number of a call of a shared function
    private record Found(Key key, List<Integer> next, int[] site) {}

    /// @param first by block, the first of those that are one because paths meet again ([Paths])
    UnitWalk(Analysis analysis, Renaming renaming, int[] first, List<Body> bodies) {
        this.first = first;
        for (int block = 0; block < first.length; block++) {
            merged.computeIfAbsent(first[block], _ -> new ArrayList<>()).add(block);
        }
        this.analysis = analysis;
        this.cfg = analysis.cfg();
        this.renaming = renaming;
        this.bodies = bodies;
        bodies.forEach(body -> body.entries.forEach(entry -> bodyOfEntry.put(entry, body)));
        cfg.blocks().forEach(block -> {
            if (block.flow() instanceof Terminator.Return(_, int next)) {
                behind.putIfAbsent(block.frame(), next);
            }
        });
    }

    /// @throws Apart if copies do not do the same
    List<Unit> units() throws Apart {
        place(new Key(NO_BODY, List.of(0)));
        for (Body body : bodies) {
            body.entrance = units.size();
            units.add(new Found(new Key(body.id, List.of()), new ArrayList<>(), new int[]{Unit.NONE}));
            units.get(body.entrance).next().add(place(new Key(body.id, body.entries)));
        }
        while (!open.isEmpty()) {
            int id = open.remove();
            Key key = units.get(id).key();
            if (units.size() > MOST * cfg.blocks().size() + 2 * bodies.size()) { throw new Apart(key.body()); }
            requireSame(key);
            follow(id, key);
        }
        return IntStream.range(0, units.size()).mapToObj(this::unit).toList();
    }

    private Unit unit(int id) {
        Found found = units.get(id);
        if (found.key().copies().isEmpty()) {
            int frame = cfg.blocks().get(bodies.get(found.key().body()).entries.getFirst()).frame();
            return new Unit(id, Optional.empty(), renaming.frames().get(frame), List.of(), found.next(), Unit.NONE);
        }
        BasicBlock code = renaming.of(cfg.blocks().get(found.key().copies().getFirst()));
        List<Integer> copies = found.key().copies().stream().flatMap(copy -> merged.get(copy).stream()).toList();
        return new Unit(id, Optional.of(code), code.frame(), copies, found.next(), found.site()[0]);
    }

    /// The body that a unit is a part of; empty for code of which there is one copy.
    Optional<Body> bodyOf(int unit) {
        int body = units.get(unit).key().body();
        return body == NO_BODY ? Optional.empty() : Optional.of(bodies.get(body));
    }

    private int place(Key wanted) {
        Key key = new Key(wanted.body(), wanted.copies().stream().map(copy -> first[copy]).toList());
        return places.computeIfAbsent(key, _ -> {
            open.add(units.size());
            units.add(new Found(key, new ArrayList<>(), new int[]{Unit.NONE}));
            return units.size() - 1;
        });
    }

    private int place(Key from, ToIntFunction<BasicBlock> next) {
        return place(new Key(from.body(), from.copies().stream()
                .map(copy -> next.applyAsInt(cfg.blocks().get(copy))).toList()));
    }

    private void requireSame(Key key) throws Apart {
        BasicBlock code = cfg.blocks().get(key.copies().getFirst());
        for (int copy : key.copies()) {
            if (!Paths.doTheSame(code, cfg.blocks().get(copy))) { throw new Apart(key.body()); }
        }
    }

    private void follow(int id, Key key) throws Apart {
        List<Integer> next = units.get(id).next();
        switch (cfg.blocks().get(key.copies().getFirst()).flow()) {
            case Terminator.Goto _ -> next.add(place(key, block -> block.flow().successors().getFirst()));
            case Terminator.Test _ -> {
                next.add(place(key, block -> block.flow().successors().getFirst()));
                next.add(place(key, block -> block.flow().successors().getLast()));
            }
            case Terminator.TailCall tail -> {
                if (key.copies().size() > 1) { throw new Apart(key.body()); }
                tail.successors().forEach(block -> next.add(place(new Key(key.body(), List.of(block)))));
            }
            case Terminator.Begin begin -> {
                if (key.copies().size() > 1) { throw new Apart(key.body()); }
                next.add(place(new Key(key.body(), List.of(begin.block()))));
            }
            case Terminator.End _ -> {
                if (key.copies().size() > 1) { throw new Apart(key.body()); }
            }
            case Terminator.Enter _ -> enter(id, key, next);
            case Terminator.Return(var exit, _) -> {
                if (key.body() != NO_BODY
                        && bodies.get(key.body()).function.equals(cfg.frames().get(exit.frame()).function())) {
                    Body body = bodies.get(key.body());
                    body.ends.add(id);
                    for (int site : body.sites) {
                        next.add(behind(body, key, units.get(site).key()));
                    }
                } else {
                    next.add(place(key, block -> ((Terminator.Return) block.flow()).block()));
                }
            }
        }
    }

    private void enter(int id, Key key, List<Integer> next) throws Apart {
        Set<Optional<Body>> called = key.copies().stream().filter(this::isReached)
                .map(copy -> Optional.ofNullable(bodyOfEntry.get(entered(copy)))).collect(Collectors.toSet());
        if (called.size() > 1) { throw new Apart(key.body()); }
        Optional<Body> only = called.stream().flatMap(Optional::stream).findFirst();
        if (only.isEmpty()) {
            next.add(place(key, block -> ((Terminator.Enter) block.flow()).block()));
            return;
        }
        Body body = only.get();
        next.add(body.entrance);
        units.get(id).site()[0] = body.sites.size();
        body.sites.add(id);
        for (int end : body.ends) {
            units.get(end).next().add(behind(body, units.get(end).key(), key));
        }
    }

    private boolean isReached(int block) { return merged.get(block).stream().anyMatch(analysis::isReached); }

    private int entered(int block) { return first[((Terminator.Enter) cfg.blocks().get(block).flow()).block()]; }

    /// What follows a call if the function that is called ends in `end`. In copies in which no run comes to the call
    /// it does not matter what follows.
    private int behind(Body body, Key end, Key site) throws Apart {
        List<Integer> copies = new ArrayList<>();
        for (int copy : site.copies()) {
            int place = body.entries.indexOf(entered(copy));
            Integer next = place >= 0
                    ? (Integer) ((Terminator.Return) cfg.blocks().get(end.copies().get(place)).flow()).block()
                    : behind.get(((Terminator.Enter) cfg.blocks().get(copy).flow()).frame());
            if (next == null) { throw new Apart(body.id); }
            copies.add(next);
        }
        return place(new Key(site.body(), copies));
    }
}
