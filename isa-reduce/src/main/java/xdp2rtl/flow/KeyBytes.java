package xdp2rtl.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.lower.Value;

/// What the bytes of a key can be made of: one list for each set of ways by which a run can come to its values.
///
/// A value that depends on the way has one origin for each edge into the block where the ways meet, and all values of
/// such a block come by the same edge: a run enters a block once, unless it lies on a loop, whose values are not known.
/// Sets of ways of which a run cannot take all are among them only where that is not seen; more lists prove less, never
/// too much.
final class KeyBytes {
    /// Lists of one key beyond which nothing is known of it.
    private static final int MOST = 512;
    /// Operations one on top of the other beyond which a value is not known.
    private static final int DEEPEST = 500;

    private final Graph graph;
    private final Ways ways;
    private final Map<Reg, Moves> history;
    private final Map<Reg, Integer> parameterOf = new HashMap<>();
    private final Map<Reg, Operation> definitions = new HashMap<>();

    /// The edge by which each block is entered, and whether registers that decide a choice are set.
    private record Way(Map<Integer, Ways.Edge> edges, Map<Reg, Boolean> tests) {
        static final Way UNKNOWN = new Way(Map.of(), Map.of());

        Way by(int block, Ways.Edge edge) {
            var more = new HashMap<>(edges);
            more.put(block, edge);
            return new Way(more, tests);
        }

        Way with(Reg test, boolean set) {
            var more = new HashMap<>(tests);
            more.put(test, set);
            return new Way(edges, more);
        }
    }

    KeyBytes(Graph graph) {
        this.graph = graph;
        ways = new Ways(graph);
        history = PacketHistory.loads(graph);
        for (Block block : graph.blocks()) {
            block.parameters().forEach(reg -> parameterOf.put(reg, block.id()));
            for (Step step : block.steps()) {
                step.operation().writes().ifPresent(reg -> definitions.put(reg, step.operation()));
            }
        }
    }

    /// @param words of the key
    /// @param bytes that it has
    /// @return nothing if there are too many
    Optional<Set<List<ByteOrigin>>> of(List<Value> words, int bytes) {
        Set<List<ByteOrigin>> all = new LinkedHashSet<>();
        Deque<Way> open = new ArrayDeque<>(List.of(Way.UNKNOWN));
        for (int tried = 0; !open.isEmpty(); tried++) {
            if (tried > MOST) { return Optional.empty(); }
            var evaluation = new Evaluation(open.removeLast());
            List<ByteOrigin> key = new ArrayList<>();
            words.forEach(word -> key.addAll(evaluation.word(word).bytes()));
            if (evaluation.further.isEmpty()) {
                all.add(List.copyOf(key.subList(0, bytes)));
            } else {
                open.addAll(evaluation.further.get());
            }
        }
        return Optional.of(all);
    }

    /// The values on one way.
    private final class Evaluation {
        private final Way way;
        private final Map<Reg, Word> known = new HashMap<>();
        private final Set<Reg> asked = new HashSet<>();
        /// The ways to be followed instead, if this one leaves open what has to be known.
        private Optional<List<Way>> further = Optional.empty();
        private int depth;

        Evaluation(Way way) { this.way = way; }

        Word word(Value value) {
            return switch (value) {
                case Value.Constant(long number) -> Word.of(number);
                case Value.Held(Reg reg) -> word(reg);
            };
        }

        private Word word(Operand operand) {
            return switch (operand) {
                case Reg reg -> word(reg);
                case Immediate(int value) -> Word.of(value);
                case Length _ -> Word.OTHER;
            };
        }

        private Word word(Reg reg) {
            Word word = known.get(reg);
            // What is asked for while it is worked out goes round a loop.
            if (word == null && depth < DEEPEST && asked.add(reg)) {
                depth++;
                word = parameterOf.containsKey(reg) ? parameter(reg, parameterOf.get(reg))
                        : made(definitions.get(reg));
                known.put(reg, word);
                depth--;
            }
            return word == null ? Word.OTHER : word;
        }

        private Word parameter(Reg reg, int block) {
            List<Ways.Edge> edges = ways.into(block);
            if (ways.isRepeated(block)) { return Word.OTHER; }
            int place = graph.blocks().get(block).parameters().indexOf(reg);
            if (edges.size() == 1) { return word(edges.getFirst().arguments().get(place)); }
            Ways.Edge edge = way.edges.get(block);
            if (edge != null) { return word(edge.arguments().get(place)); }
            if (further.isEmpty()) {
                further = Optional.of(
                        edges.stream().filter(one -> fits(block, one)).map(one -> way.by(block, one)).toList());
            }
            return Word.OTHER;
        }

        /// Whether a run can enter the block by the edge, and others by theirs.
        private boolean fits(int block, Ways.Edge edge) {
            return way.edges.entrySet().stream().allMatch(other -> ways.follows(other.getValue().from(), block)
                    || ways.follows(edge.from(), other.getKey()));
        }

        private Word made(Operation operation) {
            return switch (operation) {
                case Operation.Alu o -> Word.apply(o.op(), o.width(), o.op().readsLeft() ? word(o.left())
                        : Word.of(0), word(o.right()));
                case Operation.Compare _ -> Word.truth();
                case Operation.Choose o -> chosen(o);
                case Operation.Load o -> loaded(o);
                case Operation.Multiply _, Operation.Get _, Operation.Adjust _, Operation.Store _, Operation.MapAdd _,
                     Operation.Transfer _, Operation.Put _, Operation.Push _, Operation.Request _ ->
                    Word.OTHER;
            };
        }

        private Word chosen(Operation.Choose choose) {
            Boolean set = way.tests.get(choose.test());
            if (set != null) { return set ? word(choose.whenSet()) : Word.of(choose.otherwise().value()); }
            if (further.isEmpty()) {
                further = Optional.of(List.of(way.with(choose.test(), true), way.with(choose.test(), false)));
            }
            return Word.OTHER;
        }

        private Word loaded(Operation.Load load) {
            OptionalLong base = load.base().map(reg -> word(reg).constant()).orElse(OptionalLong.of(0));
            Moves moves = history.get(load.dst());
            if (load.space() != Space.PACKET || base.isEmpty() || moves == null) {
                return Word.of(Collections.nCopies(load.bytes(), ByteOrigin.OTHER), load.signed());
            }
            List<ByteOrigin> bytes = moves.origins(base.getAsLong() + load.offset(), load.bytes());
            return Word.of(load.swapped() ? bytes.reversed() : bytes, load.signed());
        }
    }
}
