package xdp2rtl.verifier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Edge;
import xdp2rtl.cfg.Node;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.Program;

/// The fixed point: what is known at the start of every block that can be reached.
public final class Analysis {
    /// Visits of a block after which its ranges grow in steps. Loops that are short are followed exactly.
    private static final int PATIENCE = 4;
    /// Visits of a block beyond which this is a bug: ranges grow in few steps.
    private static final int LIMIT = 2000;
    /// Blocks that are copied before a program is refused.
    private static final int MOST_COPIES = 128;
    /// Blocks that are copied for one refusal. Most flags are found behind a few; what no copy helps is told in time.
    private static final int MOST_FOR_ONE = 24;
    /// Blocks of a program, copies included, beyond which none is copied.
    private static final int MOST_BLOCKS = 8192;

    /// The run begins in block 0.
    private static final Edge START = new Edge(-1, 0);

    private final Cfg cfg;
    private final Transfer transfer;
    private final Branches branches;
    private final NavigableSet<Long> thresholds;
    private final Map<Integer, State> before = new HashMap<>();
    /// What was known when an edge was last taken, in the order in which they were taken first.
    private final Map<Edge, State> taken = new LinkedHashMap<>();
    private final Map<Integer, Set<Edge>> into = new HashMap<>();
    /// The blocks that are to be followed.
    private final Set<Integer> open = new HashSet<>();
    private final Map<Integer, Integer> visits = new HashMap<>();
    private int current;

    private Analysis(Cfg cfg, Entry entry) {
        this.cfg = cfg;
        this.transfer = new Transfer(cfg, entry);
        this.branches = transfer.branches();
        this.thresholds = thresholds(cfg);
    }

    /// What is known of a program; the same for all that ask.
    /// @throws InputError for what cannot be followed
    public static Analysis of(Program program, Entry entry) {
        return KnownAnalyses.of(program, entry, () -> of(Cfg.of(program), entry));
    }

    /// Where a use needs to know by which path the program came there, the block where the paths meet is copied, for as
    /// long as that helps.
    ///
    /// @throws InputError for what cannot be followed
    public static Analysis of(Cfg cfg, Entry entry) {
        Cfg apart = cfg;
        String refused = "";
        int since = 0;
        Analysis analysis = new Analysis(cfg, entry);
        analysis.begin();
        for (int copies = 0;; copies++) {
            Optional<Cfg> next;
            InputError error;
            boolean hopeless = false;
            try {
                analysis.run();
                analysis.checkUses();
                return analysis;
            } catch (PathsDisagree disagreement) {
                error = disagreement.error();
                next = new Meetings(apart, analysis.taken).kept(disagreement.join(), analysis.current);
            } catch (InputError refusal) {
                error = refusal;
                next = new Meetings(apart, analysis.taken).keptBefore(analysis.current);
                since = refusal.where().equals(refused) ? since : copies;
                refused = refusal.where();
                hopeless = copies - since == MOST_FOR_ONE;
            }
            if (hopeless || copies == MOST_COPIES || next.isEmpty() || next.get().blocks().size() > MOST_BLOCKS) {
                throw error;
            }
            apart = next.get();
            Analysis before = analysis;
            analysis = new Analysis(apart, entry);
            analysis.goOn(before);
        }
    }

    private void checkUses() {
        LockUses.of(this, block -> current = block);
        IteratorUses.check(this, block -> current = block);
    }

    /// The program, with some of its blocks copied.
    public Cfg cfg() { return cfg; }

    public Transfer transfer() { return transfer; }

    public Branches branches() { return branches; }

    /// What is known at the start of a block, to be changed by the caller; empty if it cannot be reached.
    public Optional<State> before(int block) {
        return Optional.ofNullable(before.get(block)).map(State::copy);
    }

    /// Whether a run can come to a block.
    public boolean isReached(int block) { return before.containsKey(block); }

    /// The successors of a block that can be reached from it, given what is known before its end; a test that
    /// has one outcome only has one.
    public List<Integer> successors(BasicBlock block, State atEnd) {
        return ways(block, atEnd).stream().map(block.flow().successors()::get).toList();
    }

    /// The same, as places in [Terminator#successors].
    public List<Integer> ways(BasicBlock block, State atEnd) {
        return switch (block.flow()) {
            case Terminator.Test(Node branch, _, _) -> Stream.of(0, 1)
                    .filter(way -> branches.along(atEnd, branch, way == 0).isPresent()).toList();
            case Terminator.TailCall tail -> TailCalls.ways(cfg, atEnd, tail);
            case Terminator.Begin _, Terminator.Goto _, Terminator.Enter _, Terminator.Return _ -> List.of(0);
            case Terminator.End _ -> List.of();
        };
    }

    private void begin() {
        before.put(0, transfer.start());
        into.put(0, new HashSet<>(Set.of(START)));
        open.add(0);
    }

    /// What is known where no way leads from an edge that goes elsewhere now stays so, and is the start of the rest:
    /// nothing that is behind such a place has gone into it.
    private void goOn(Analysis earlier) {
        Set<Integer> behind = behindChanges(earlier.cfg);
        earlier.before.forEach((block, state) -> {
            if (!behind.contains(block)) {
                before.put(block, state);
                visits.put(block, earlier.visits.getOrDefault(block, 0));
                into.put(block, new HashSet<>(earlier.into.get(block)));
                boolean leaves = cfg.blocks().get(block).flow().successors().stream().anyMatch(behind::contains);
                if (leaves || earlier.open.contains(block) || earlier.current == block) {
                    open.add(block);
                }
            }
        });
        earlier.taken.forEach((edge, state) -> {
            int next = cfg.blocks().get(edge.from()).flow().successors().get(edge.way());
            if (before.containsKey(edge.from()) && before.containsKey(next)) {
                taken.put(edge, state);
            }
        });
        if (before.isEmpty()) {
            begin();
        }
    }

    /// The blocks that can be reached from where an edge leads that led elsewhere, and from where it led.
    private Set<Integer> behindChanges(Cfg earlier) {
        Set<Integer> behind = new HashSet<>();
        for (BasicBlock block : earlier.blocks()) {
            List<Integer> old = block.flow().successors();
            List<Integer> now = cfg.blocks().get(block.id()).flow().successors();
            for (int way = 0; way < old.size(); way++) {
                if (!old.get(way).equals(now.get(way))) {
                    behind.addAll(List.of(old.get(way), now.get(way)));
                }
            }
        }
        Deque<Integer> next = new ArrayDeque<>(behind);
        while (!next.isEmpty()) {
            cfg.blocks().get(next.remove()).flow().successors().stream().filter(behind::add).forEach(next::add);
        }
        return behind;
    }

    private void run() {
        int[] rank = FollowOrder.ranks(cfg);
        PriorityQueue<Integer> next = new PriorityQueue<>((a, b) -> Integer.compare(rank[a], rank[b]));
        next.addAll(open);
        while (!next.isEmpty()) {
            int id = next.remove();
            open.remove(id);
            if (visits.merge(id, 1, Integer::sum) > LIMIT) {
                throw new IllegalStateException("types of block " + id + " do not settle");
            }
            current = id;
            outcomes(id).forEach((edge, state) -> {
                if (reach(edge, state)) {
                    next.add(cfg.blocks().get(id).flow().successors().get(edge.way()));
                }
            });
        }
    }

    /// An edge is taken.
    /// @return whether its block has to be followed for that, and is not to be yet
    private boolean reach(Edge edge, State state) {
        taken.put(edge, state);
        int block = cfg.blocks().get(edge.from()).flow().successors().get(edge.way());
        State old = before.get(block);
        // Nothing meets where one edge comes in: what is wrong there is so in the block before.
        boolean alone = into.computeIfAbsent(block, _ -> new HashSet<>()).equals(Set.of(edge));
        into.get(block).add(edge);
        State joined = old == null || alone ? state
                : Joiner.join(block, old, state, visits.getOrDefault(block, 0) > PATIENCE, thresholds);
        if (joined.equals(old)) { return false; }
        before.put(block, joined);
        return open.add(block);
    }

    /// What is known on each edge out of a block that can be taken.
    private Map<Edge, State> outcomes(int id) {
        BasicBlock block = cfg.blocks().get(id);
        State state = before.get(id).copy();
        for (Node node : block.nodes()) {
            transfer.step(state, node);
        }
        state.forgetRoots();
        Map<Edge, State> outcomes = new LinkedHashMap<>();
        if (block.flow() instanceof Terminator.Test(Node branch, _, _)) {
            branches.along(state, branch, true).ifPresent(after -> outcomes.put(new Edge(id, 0), after));
            branches.along(state, branch, false).ifPresent(after -> outcomes.put(new Edge(id, 1), after));
        } else if (block.flow() instanceof Terminator.TailCall tail) {
            State behind = state.copy();
            transfer.step(behind, tail.call());
            for (int way : TailCalls.ways(cfg, state, tail)) {
                outcomes.put(new Edge(id, way),
                        way == 0 ? behind : transfer.tail(state, tail, tail.successors().get(way)));
            }
        } else {
            transfer.leave(state, block.flow());
            if (!block.flow().successors().isEmpty()) {
                outcomes.put(new Edge(id, 0), state);
            }
        }
        return outcomes;
    }

    /// Where growing ranges rest: at what the program compares with, and at the bounds of the sizes of
    /// numbers.
    private static NavigableSet<Long> thresholds(Cfg cfg) {
        NavigableSet<Long> thresholds = new TreeSet<>(
                List.of(-512L, -1L, 0L, 1L, 255L, 4096L, 65535L, (long) Integer.MIN_VALUE,
                        (long) Integer.MAX_VALUE, 0xffff_ffffL));
        for (BasicBlock block : cfg.blocks()) {
            if (block.flow() instanceof Terminator.Test(Node node, _, _)
                    && node.instruction() instanceof Instruction.Branch(_, _, _, SourceOperand.Immediate(int value), _)) {
                for (int near = -1; near <= 1; near++) {
                    thresholds.add((long) value + near);
                }
            }
        }
        return thresholds;
    }
}
