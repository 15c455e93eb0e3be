package xdp2rtl.verifier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Edge;

/// Where the paths of a program meet that was refused, and which of these places to copy so that it may be accepted.
final class Meetings {
    private final Cfg cfg;
    private final LiveRegisters live;
    /// The edges into each block that are taken, as far as the program was followed.
    private final Map<Integer, LinkedHashMap<Edge, State>> into = new HashMap<>();

    /// @param taken what is known on the edges that were taken, as far as the program was followed
    Meetings(Cfg cfg, Map<Edge, State> taken) {
        this.cfg = cfg;
        this.live = LiveRegisters.of(cfg);
        taken.forEach((edge, state) -> into.computeIfAbsent(
                cfg.blocks().get(edge.from()).flow().successors().get(edge.way()), _ -> new LinkedHashMap<>())
                .put(edge, state));
    }

    /// All from `block` to `refused` is copied for each kind of thing that is known on the edges into `block`; if they
    /// do not differ, for each edge. Empty if there is but one.
    Optional<Cfg> kept(int block, int refused) {
        LinkedHashMap<Edge, State> edges = into.getOrDefault(block, new LinkedHashMap<>());
        if (edges.size() < 2) { return Optional.empty(); }
        Map<Edge, Integer> kinds = PathKinds.of(edges, block, live, PathKinds.Detail.TYPES);
        if (kinds.values().stream().distinct().count() < 2) {
            Map<Edge, Integer> each = new HashMap<>();
            edges.keySet().forEach(edge -> each.put(edge, each.size()));
            kinds = each;
        }
        return Optional.of(cfg.split(block, kinds, between(block, refused)));
    }

    /// The blocks on the ways from one block to another.
    private Set<Integer> between(int from, int to) {
        Set<Integer> behind = new HashSet<>(Set.of(from));
        Deque<Integer> open = new ArrayDeque<>(behind);
        while (!open.isEmpty()) {
            cfg.blocks().get(open.remove()).flow().successors().stream()
                    .filter(next -> into.containsKey(next) && behind.add(next))
                    .forEach(open::add);
        }
        Set<Integer> between = new HashSet<>(Set.of(to));
        open.add(to);
        while (!open.isEmpty()) {
            into.getOrDefault(open.remove(), new LinkedHashMap<>()).keySet().stream().map(Edge::from)
                    .filter(before -> behind.contains(before) && between.add(before)).forEach(open::add);
        }
        between.add(from);
        return between;
    }

    /// A number that is another one on another path, or a pointer that is null on one only, may tell the paths apart:
    /// the nearest block on the way to `refused` where such paths meet is copied. Turns of loops only if nothing else
    /// is there.
    Optional<Cfg> keptBefore(int refused) {
        return nearest(refused, false).or(() -> nearest(refused, true));
    }

    private Optional<Cfg> nearest(int refused, boolean turns) {
        Map<Integer, Integer> rank = new HashMap<>();
        cfg.reversePostorder().forEach(block -> rank.put(block, rank.size()));
        Set<Integer> seen = new HashSet<>(Set.of(refused));
        Deque<Integer> open = new ArrayDeque<>(List.of(refused));
        while (!open.isEmpty()) {
            int block = open.remove();
            LinkedHashMap<Edge, State> edges = into.getOrDefault(block, new LinkedHashMap<>());
            Map<Edge, Integer> kinds = PathKinds.of(edges, block, live, PathKinds.Detail.VALUES);
            if (edges.keySet().stream().filter(edge -> turns || rank.get(edge.from()) < rank.get(block)).map(kinds::get)
                    .distinct().count() > 1) {
                return Optional.of(cfg.split(block, kinds, Set.of(block)));
            }
            edges.keySet().stream().map(Edge::from).filter(seen::add).forEach(open::add);
        }
        return Optional.empty();
    }
}
