package xdp2rtl.types;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Flow;
import xdp2rtl.cfg.Node;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Source;

/// The fixed point: what is known at the start of every block that can be reached.
public final class Analysis {
    /// Visits of a block after which its ranges grow in steps. Loops that are short are followed exactly.
    private static final int PATIENCE = 4;
    private static final int LIMIT = 2000;
    /// Blocks that are copied before a program is refused.
    private static final int MOST_COPIES = 128;

    private final Cfg cfg;
    private final Transfer transfer;
    private final Branches branches;
    private final NavigableSet<Long> thresholds;
    private final Map<Integer, State> before = new HashMap<>();

    private Analysis(Cfg cfg, Entry entry) {
        this.cfg = cfg;
        this.transfer = new Transfer(cfg, entry);
        this.branches = transfer.branches();
        this.thresholds = thresholds(cfg);
    }

    /// Where a use needs to know by which path the program came there, the block where the paths meet is copied, for as long
    /// as that helps.
    ///
    /// @throws InputError for what cannot be followed
    public static Analysis of(Cfg cfg, Entry entry) {
        Cfg apart = cfg;
        for (int copies = 0;; copies++) {
            try {
                Analysis analysis = new Analysis(apart, entry);
                analysis.run();
                return analysis;
            } catch (PathsDisagree disagreement) {
                if (copies == MOST_COPIES) {
                    throw disagreement.error();
                }
                apart = apart.split(disagreement.join());
            }
        }
    }

    /// The program, with some of its blocks copied.
    public Cfg cfg() { return cfg; }

    public Transfer transfer() { return transfer; }

    public Branches branches() { return branches; }

    /// What is known at the start of a block, to be changed by the caller; empty if it cannot be reached.
    public Optional<State> before(int block) {
        return Optional.ofNullable(before.get(block)).map(State::copy);
    }

    /// The successors of a block that can be reached from it, given what is known before its end; a test that
    /// has one outcome only has one.
    public List<Integer> successors(BasicBlock block, State atEnd) {
        return switch (block.flow()) {
            case Flow.Test(Node branch, int taken, int otherwise) -> {
                boolean first = branches.along(atEnd, branch, true).isPresent();
                boolean second = branches.along(atEnd, branch, false).isPresent();
                yield first && second ? List.of(taken, otherwise) : first ? List.of(taken) : second
                    ? List.of(otherwise) : List.of();
            }
            case Flow.Goto _, Flow.Enter _, Flow.Return _, Flow.End _ -> block.flow().successors();
        };
    }

    private void run() {
        List<Integer> order = cfg.reversePostorder();
        int[] rank = new int[cfg.blocks().size()];
        for (int i = 0; i < order.size(); i++) {
            rank[order.get(i)] = i;
        }
        int[] visits = new int[rank.length];
        PriorityQueue<Integer> open = new PriorityQueue<>((a, b) -> Integer.compare(rank[a], rank[b]));
        before.put(0, transfer.start());
        open.add(0);
        while (!open.isEmpty()) {
            int id = open.remove();
            if (++visits[id] > LIMIT) {
                throw new IllegalStateException("types of block " + id + " do not settle");
            }
            outcomes(cfg.blocks().get(id), before.get(id).copy()).forEach((next, state) -> {
                State old = before.get(next);
                State joined = old == null ? state : Joiner.join(
                    next, old, state, visits[next] > PATIENCE, thresholds);
                if (!joined.equals(old)) {
                    before.put(next, joined);
                    if (!open.contains(next)) {
                        open.add(next);
                    }
                }
            });
        }
    }

    private Map<Integer, State> outcomes(BasicBlock block, State state) {
        for (Node node : block.nodes()) {
            transfer.step(state, node);
        }
        Map<Integer, State> outcomes = new java.util.LinkedHashMap<>();
        if (block.flow() instanceof Flow.Test(Node branch, int taken, int otherwise)) {
            branches.along(state, branch, true).ifPresent(after -> outcomes.put(taken, after));
            branches.along(state, branch, false).ifPresent(after -> outcomes.merge(otherwise, after,
                (a, b) -> Joiner.join(otherwise, a, b, false, thresholds)));
        } else {
            transfer.leave(state, block.flow());
            block.flow().successors().forEach(next -> outcomes.put(next, state));
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
            if (block.flow() instanceof Flow.Test(Node node, _, _)
                && node.instruction() instanceof Instruction.Branch(
                _, _, _, Source.Immediate(int value), _)) {
                for (int near = -1; near <= 1; near++) {
                    thresholds.add((long) value + near);
                }
            }
        }
        return thresholds;
    }
}
