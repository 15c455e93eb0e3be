package xdp2rtl.cycles;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// The bundles that can follow each other where a shared function goes back to where it was called, and nowhere else,
/// and where a loop with a counter ends when that has come to its end: a bundle is there once for each way in which the
/// registers that hold the numbers of calls, and the counters, can be filled in front of it. All other bundles are there
/// once.
///
/// @param bundles the bundle that each node of the graph is
/// @param graph   of the nodes; node 0 is the program's start
record KnownPaths(List<Integer> bundles, BundleGraph graph) {
    /// Nodes beyond which calls are no longer told apart.
    private static final int MOST_OF_CALLS = 1 << 18;
    /// Nodes beyond which turns of loops are not: what they take is known to every verb that compiles, within a moment.
    private static final int MOST_OF_LOOPS = 1 << 15;

    static KnownPaths of(Compiled compiled) {
        List<Bundle> bundles = compiled.schedule().bundles();
        BundleGraph plain = BundleGraph.of(bundles);
        var values = new RegisterValues(bundles);
        FollowedRegisters followed = FollowedRegisters.ofCalls(compiled, plain);
        KnownPaths found = followed.isEmpty() ? null
                : new Walk(values, plain, followed).paths(MOST_OF_CALLS).orElse(null);
        if (found == null) {
            followed = FollowedRegisters.none(bundles.size());
            found = new KnownPaths(IntStream.range(0, bundles.size()).boxed().toList(), plain);
        }
        List<FollowedRegisters> counters = plain.groups().stream().filter(plain::isLoop)
                .map(loop -> FollowedRegisters.ofLoop(values, plain, Set.copyOf(loop)))
                .filter(of -> !of.isEmpty()).toList();
        if (counters.isEmpty()) { return found; }
        int most = found.bundles.size() + MOST_OF_LOOPS;
        FollowedRegisters all = counters.stream().reduce(followed, FollowedRegisters::and);
        Optional<KnownPaths> whole = new Walk(values, plain, all).paths(most);
        if (whole.isPresent()) { return whole.get(); }
        // Loop by loop, so that one of too many turns leaves the others theirs.
        for (FollowedRegisters loop : counters) {
            FollowedRegisters both = followed.and(loop);
            Optional<KnownPaths> more = new Walk(values, plain, both).paths(most);
            if (more.isPresent()) {
                followed = both;
                found = more.get();
            }
        }
        return found;
    }

    private record Node(int bundle, Map<Integer, Long> known) {}

    /// Follows known numbers through the registers.
    private static final class Walk {
        private final RegisterValues values;
        private final BundleGraph plain;
        private final FollowedRegisters followed;
        private final Map<Node, Integer> places = new HashMap<>();
        private final List<Node> nodes = new ArrayList<>();
        private final Deque<Node> open = new ArrayDeque<>();

        Walk(RegisterValues values, BundleGraph plain, FollowedRegisters followed) {
            this.values = values;
            this.plain = plain;
            this.followed = followed;
        }

        /// Nothing if there are too many nodes.
        Optional<KnownPaths> paths(int most) {
            List<List<Integer>> next = new ArrayList<>();
            List<List<BundleGraph.End>> ends = new ArrayList<>();
            place(new Node(0, Map.of()));
            while (!open.isEmpty()) {
                Node node = open.remove();
                List<Integer> follows = new ArrayList<>();
                List<BundleGraph.End> stops = new ArrayList<>();
                follow(node, follows, stops);
                next.add(follows);
                ends.add(stops);
                if (nodes.size() > most) { return Optional.empty(); }
            }
            return Optional.of(new KnownPaths(nodes.stream().map(Node::bundle).toList(), new BundleGraph(next, ends)));
        }

        private int place(Node node) {
            return places.computeIfAbsent(node, _ -> {
                nodes.add(node);
                open.add(node);
                return nodes.size() - 1;
            });
        }

        private void follow(Node node, List<Integer> follows, List<BundleGraph.End> stops) {
            Set<Integer> left = new HashSet<>(plain.next().get(node.bundle()));
            Set<Integer> lanes = new HashSet<>();
            // A branch that is known to be taken leaves nothing to those behind it, nor to a jump.
            boolean taken = false;
            Set<Integer> possible = new HashSet<>();
            List<Optional<Operation>> slots = values.bundles().get(node.bundle()).slots();
            for (int lane = 0; lane < slots.size() && !taken; lane++) {
                if (slots.get(lane).orElse(null) instanceof Operation.Branch branch) {
                    Optional<Boolean> decided = RegisterValues.decided(branch, node.known());
                    taken = decided.orElse(false);
                    if (decided.orElse(true)) {
                        lanes.add(lane);
                        addTarget(branch, possible);
                    }
                }
            }
            boolean falls = true;
            for (int lane = 0; lane < slots.size(); lane++) {
                Operation operation = slots.get(lane).orElse(null);
                if (operation instanceof Operation.Jump || operation instanceof Operation.Exit) {
                    falls = false;
                    if (!taken) {
                        lanes.add(lane);
                        if (operation instanceof Operation.Jump jump) {
                            addTarget(jump, possible);
                        }
                    }
                }
            }
            if (falls && !taken) {
                possible.add(node.bundle() + 1);
            }
            left.retainAll(possible);
            left.stream().sorted().map(follower -> place(new Node(follower, behind(node, follower))))
                    .forEach(follows::add);
            plain.ends().get(node.bundle()).stream().filter(end -> lanes.contains(end.lane())).forEach(stops::add);
        }

        private static void addTarget(Operation.Targeted operation, Set<Integer> possible) {
            if (operation.target() instanceof Target.ToBundle(int address)) {
                possible.add(address);
            }
        }

        private Map<Integer, Long> behind(Node node, int follower) {
            Map<Integer, Long> known = new TreeMap<>();
            for (int register : followed.before().get(follower)) {
                values.behind(node.bundle(), register, node.known())
                        .ifPresent(value -> known.put(register, value));
            }
            return known;
        }
    }
}
