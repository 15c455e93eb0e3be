package xdp2rtl.cycles;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.depend.CallNumbers;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.schedule.SourceStep;

/// The bundles that can follow each other where a shared function goes back to where it was called, and nowhere else: a
/// bundle is there once for each way in which the registers that hold the numbers of calls can be filled in front of it.
/// All other bundles are there once.
///
/// @param bundles the bundle that each node of the graph is
/// @param graph   of the nodes; node 0 is the program's start
record CallPaths(List<Integer> bundles, BundleGraph graph) {
    /// Nodes beyond which ways are no longer told apart.
    private static final int MOST = 1 << 18;

    static CallPaths of(Compiled compiled) {
        List<Bundle> bundles = compiled.schedule().bundles();
        BundleGraph plain = BundleGraph.of(bundles);
        return new Walk(compiled, plain).paths()
                .orElseGet(() -> new CallPaths(IntStream.range(0, bundles.size()).boxed().toList(), plain));
    }

    private record Node(int bundle, Map<Integer, Integer> known) {}

    /// Follows the numbers of calls through the registers.
    private static final class Walk {
        private final List<Bundle> bundles;
        private final BundleGraph plain;
        /// By bundle, the registers in which a number may be of which some branch behind asks.
        private final List<Set<Integer>> asked = new ArrayList<>();
        private final Map<Node, Integer> places = new HashMap<>();
        private final List<Node> nodes = new ArrayList<>();
        private final Deque<Node> open = new ArrayDeque<>();

        Walk(Compiled compiled, BundleGraph plain) {
            this.bundles = compiled.schedule().bundles();
            this.plain = plain;
            bundles.forEach(_ -> asked.add(new HashSet<>()));
            var calls = new CallNumbers(compiled.reduction().graph());
            for (int bundle = 0; bundle < bundles.size(); bundle++) {
                for (int lane = 0; lane < compiled.config().lanes(); lane++) {
                    Optional<SourceStep> source = compiled.schedule().sources().get(bundle).get(lane);
                    if (slot(bundle, lane) instanceof Operation.Branch branch && branch.left() instanceof Reg(int reg)
                            && branch.right() instanceof Immediate && source.isPresent()
                            && compiled.reduction().graph().blocks().get(source.get().block()).steps()
                                    .get(source.get().step()).operation() instanceof Operation.Branch asking
                            && calls.isAsked(asking)) {
                        asked.get(bundle).add(reg);
                    }
                }
            }
        }

        private Operation slot(int bundle, int lane) { return bundles.get(bundle).slots().get(lane).orElse(null); }

        /// Nothing if there are too many nodes, or no calls.
        Optional<CallPaths> paths() {
            if (asked.stream().allMatch(Set::isEmpty)) { return Optional.empty(); }
            lookBack();
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
                if (nodes.size() > MOST) { return Optional.empty(); }
            }
            return Optional.of(new CallPaths(nodes.stream().map(Node::bundle).toList(), new BundleGraph(next, ends)));
        }

        private int place(Node node) {
            return places.computeIfAbsent(node, _ -> {
                nodes.add(node);
                open.add(node);
                return nodes.size() - 1;
            });
        }

        private void lookBack() {
            for (boolean changed = true; changed;) {
                changed = false;
                for (int bundle = bundles.size() - 1; bundle >= 0; bundle--) {
                    for (int follower : plain.next().get(bundle)) {
                        for (int register : List.copyOf(asked.get(follower))) {
                            OptionalLong from = copied(bundle, register);
                            changed |= from.isPresent() && asked.get(bundle).add((int) from.getAsLong());
                        }
                    }
                }
            }
        }

        /// The register that holds in front of a bundle what another holds behind it; none if the bundle makes it.
        private OptionalLong copied(int bundle, int register) {
            Optional<Operation> writer = writer(bundle, register);
            if (writer.isEmpty()) { return OptionalLong.of(register); }
            return writer.get() instanceof Operation.Alu alu && alu.op() == AluOp.MOV
                    && alu.right() instanceof Reg(int from)
                            ? OptionalLong.of(from) : OptionalLong.empty();
        }

        private Optional<Operation> writer(int bundle, int register) {
            return bundles.get(bundle).slots().stream().flatMap(Optional::stream)
                    .filter(operation -> operation.writes().filter(reg -> reg.number() == register).isPresent())
                    .findFirst();
        }

        private void follow(Node node, List<Integer> follows, List<BundleGraph.End> stops) {
            Set<Integer> left = new HashSet<>(plain.next().get(node.bundle()));
            Set<Integer> lanes = new HashSet<>();
            // A branch that is known to be taken leaves nothing to those behind it, nor to a jump.
            boolean taken = false;
            Set<Integer> possible = new HashSet<>();
            List<Optional<Operation>> slots = bundles.get(node.bundle()).slots();
            for (int lane = 0; lane < slots.size() && !taken; lane++) {
                if (slots.get(lane).orElse(null) instanceof Operation.Branch branch) {
                    Optional<Boolean> decided = decided(branch, node);
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

        private static Optional<Boolean> decided(Operation.Branch branch, Node node) {
            return branch.left() instanceof Reg(int register) && branch.right() instanceof Immediate(int value)
                    && node.known().containsKey(register)
                            ? Optional.of(branch.cond().holds(branch.width(), node.known().get(register), value))
                            : Optional.empty();
        }

        private Map<Integer, Integer> behind(Node node, int follower) {
            Map<Integer, Integer> known = new TreeMap<>();
            for (int register : asked.get(follower)) {
                Optional<Operation> writer = writer(node.bundle(), register);
                Operand value = writer.isEmpty() ? new Reg(register)
                        : writer.get() instanceof Operation.Alu alu && alu.op() == AluOp.MOV ? alu.right()
                        : new Operand.Length();
                switch (value) {
                    case Immediate(int number) -> known.put(register, number);
                    case Reg(int from) when node.known().containsKey(from) ->
                        known.put(register, node.known().get(from));
                    case Reg _, Operand.Length _ -> {}
                }
            }
            return known;
        }
    }
}
