package xdp2rtl.reach;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.port.Stimulus;

/// Looks for inputs that take a program along each of its branches in both directions. The same for the same seed.
final class BlockSearch {
    /// Tries for a direction that no run has taken, and for one that some have, in a search for other ways to the same
    /// places.
    private static final int MOST_NEW = 80;
    private static final int MOST_OTHER = 6;
    private static final int MOST_SOLUTIONS = 3;

    private final Stimulus base;
    private final Program program;
    private final long mostSteps;
    private final Solver solver;
    private final BitSet blocks;
    private final BitSet reached = new BitSet();
    private final BitSet edges = new BitSet();
    private final BitSet ends = new BitSet();
    private final Set<Object> ways = new HashSet<>();
    private final Map<Object, Integer> tries = new HashMap<>();
    private final Set<Inputs> tried = new HashSet<>();
    private final List<Found> found = new ArrayList<>();
    private final PriorityQueue<Task> open = new PriorityQueue<>(Comparator.comparingInt(Task::rank)
            .thenComparingInt(Task::order));
    private long steps;
    private int order;

    /// Inputs of a run that went where none had gone before.
    record Found(Inputs inputs, BitSet edges, BitSet slots) {}

    /// A run whose branches are to be turned: those that no run has taken otherwise (rank 0, or 1 if the run itself was
    /// nothing new), or the others (rank 2 and 3).
    private record Task(int rank, int order, Inputs inputs, List<Choice> choices) {}

    /// @param base      the program, and what everything has that is not searched for
    /// @param mostSteps instructions that are run in all
    BlockSearch(Stimulus base, long seed, long mostSteps) {
        this.base = base;
        this.program = base.program();
        this.mostSteps = mostSteps;
        this.solver = new Solver(program, new Random(seed));
        this.blocks = Blocks.of(program);
    }

    /// From some packets on. In the order in which they were found.
    List<Found> search(List<Bytes> first) {
        first.forEach(packet -> tryOut(Inputs.of(base, packet), false));
        while (!open.isEmpty() && steps < mostSteps && !isDone()) {
            Task task = open.remove();
            boolean fresh = task.rank() < 2;
            for (int place = 0; place < task.choices().size() && steps < mostSteps && !isDone(); place++) {
                turn(task, place, fresh);
            }
            if (fresh) {
                open.add(new Task(task.rank() + 2, task.order(), task.inputs(), task.choices()));
            }
        }
        return found;
    }

    private boolean isDone() {
        if (hasMore(blocks, reached)) { return false; }
        // One end is known: is the other one too, or has it been tried?
        return ends.stream().allMatch(end -> ends.get(end ^ 1) || tries.containsKey(end / 2));
    }

    private void turn(Task task, int place, boolean fresh) {
        Choice choice = task.choices().get(place);
        Object key = switch (choice) {
            case Choice.Branched branched -> List.of(branched.slot(), branched.taken());
            case Choice.Looked(int slot, _, _, _) -> slot;
            case Choice.Added(int slot, int map, _) -> List.of(slot, map, "full");
        };
        boolean isNew = !(choice instanceof Choice.Branched branched) || !edges.get(branched.turned().edge());
        if (isNew != fresh || tries.merge(key, 1, Integer::sum) > (fresh ? MOST_NEW : MOST_NEW + MOST_OTHER)) {
            return;
        }
        for (Inputs inputs : solver.turned(task.inputs(), task.choices(), place, fresh ? MOST_SOLUTIONS : 1)) {
            tryOut(inputs, true);
            if (fresh && choice instanceof Choice.Branched branched && edges.get(branched.turned().edge())) { return; }
        }
    }

    private void tryOut(Inputs inputs, boolean keepWays) {
        if (!tried.add(inputs)) { return; }
        var shadow = new Shadow(program, inputs);
        try (var interpreter = new Interpreter(shadow)) {
            interpreter.watch(inputs.stimulus(base));
        } catch (Shadow.Enough enough) {
            // It is known as far as it was followed.
            steps++;
        }
        steps += shadow.steps() + 200;
        boolean isNew = hasMore(shadow.edges(), edges) || hasMore(shadow.slots(), reached)
                || hasMore(shadow.ends(), ends);
        boolean other = ways.add(shadow.edges());
        edges.or(shadow.edges());
        reached.or(shadow.slots());
        ends.or(shadow.ends());
        if (isNew) {
            found.add(new Found(inputs, shadow.edges(), shadow.slots()));
        }
        if (isNew || other && keepWays) {
            open.add(new Task(isNew ? 0 : 1, order++, inputs, shadow.choices()));
        }
    }

    private static boolean hasMore(BitSet one, BitSet known) {
        var more = (BitSet) one.clone();
        more.andNot(known);
        return !more.isEmpty();
    }
}
