package xdp2rtl.depend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// How often the blocks of a program are expected to run for one packet, from its shape: a branch goes where more work
/// lies ahead, because what ends early is the exception, and where what it asks is likely ([Odds]); a loop turns several
/// times.
public final class Frequencies {
    /// The chance of another turn where a branch could end the loop.
    private static final double STAYS_IN_LOOP = 0.85;
    /// Rounds in which what loops send back is added up; by then it has settled.
    private static final int ROUNDS = 40;
    /// The same with a profile, whose loops can be long.
    private static final int PROFILED_ROUNDS = 1000;

    private final Graph graph;
    private final Optional<Profile> profile;
    private final CallNumbers calls;
    private final Odds odds;
    private final int[] place;
    private final int[] work;
    private final double[] of;
    /// By block and place of a step.
    private final double[][] shares;
    /// By block, the edges into it that close a cycle.
    private final Map<Integer, List<Edge>> back = new HashMap<>();
    /// By block that asks for a call's number, the calls behind each of its ways.
    private final Map<Integer, Map<Integer, List<CallNumbers.Call>>> returns = new HashMap<>();

    private record Edge(int block, int step) {}

    /// By the program's shape alone.
    public Frequencies(Graph graph) { this(graph, Optional.empty()); }

    /// @param profile of this graph
    public Frequencies(Graph graph, Optional<Profile> profile) {
        this.graph = graph;
        this.profile = profile;
        this.calls = new CallNumbers(graph);
        this.odds = new Odds(graph);
        int count = graph.blocks().size();
        place = new int[count];
        work = new int[count];
        of = new double[count];
        shares = new double[count][];
        List<Integer> order = Edges.reversePostorder(graph);
        for (int i = 0; i < order.size(); i++) {
            place[order.get(i)] = i;
        }
        for (int block : order.reversed()) {
            Block b = graph.blocks().get(block);
            work[block] = b.steps().size() + Edges.of(b).stream().filter(to -> !isBack(block, to.block()))
                    .mapToInt(to -> work[to.block()]).max().orElse(0);
        }
        for (Block from : graph.blocks()) {
            calls.behind(from.id()).ifPresent(behind -> returns.put(from.id(), behind));
            for (int i = 0; i < from.steps().size(); i++) {
                if (from.steps().get(i).operation() instanceof Operation.Targeted o
                        && o.target() instanceof Target.ToBlock to && isBack(from.id(), to.block())) {
                    back.computeIfAbsent(to.block(), _ -> new ArrayList<>()).add(new Edge(from.id(), i));
                }
            }
        }
        // What calls do is settled call by call.
        for (int round = 0; round < (profile.isPresent() ? PROFILED_ROUNDS : ROUNDS) + calls.count(); round++) {
            graph.blocks().forEach(block -> shares[block.id()] = profiled(block.id(), shares(block.id())));
            double[] next = new double[count];
            next[0] = 1;
            for (int block : order) {
                double here = next[block] + backInto(block);
                next[block] = here;
                flow(block, here, next);
            }
            if (Arrays.equals(next, of)) {
                break;
            }
            System.arraycopy(next, 0, of, 0, count);
        }
    }

    /// Expected runs of a block for one packet.
    public double of(int block) { return of[block]; }

    /// Whether the edge closes a cycle.
    public boolean isBack(int from, int to) { return place[to] <= place[from]; }

    /// The share of a block's runs that go along the branch, jump or exit at a place among its steps.
    public double share(int block, int step) { return shares[block][step]; }

    /// The shares of a block by the profile, if the trace has come there.
    private double[] profiled(int block, double[] byShape) {
        if (profile.isEmpty()) { return byShape; }
        List<Step> steps = graph.blocks().get(block).steps();
        // Of several branches to one block, or out of the program, nobody knows which it was.
        Map<Integer, Integer> alike = new HashMap<>();
        steps.forEach(step -> target(step).ifPresent(to -> alike.merge(to, 1, Integer::sum)));
        double all = profile.get().of(block) + 1.0;
        double[] shared = byShape.clone();
        for (int i = 0; i < shared.length; i++) {
            int at = i;
            target(steps.get(i)).ifPresent(to -> shared[at] =
                    ((double) profile.get().of(block, to) / alike.get(to) + byShape[at]) / all);
        }
        return shared;
    }

    private static Optional<Integer> target(Step step) {
        if (!(step.operation() instanceof Operation.Transfer)) { return Optional.empty(); }
        return Optional.of(step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to
                ? to.block() : Profile.END);
    }

    private double[] shares(int block) {
        List<Step> steps = graph.blocks().get(block).steps();
        double[] shared = new double[steps.size()];
        if (returns.containsKey(block)) {
            double all = 0;
            for (var way : returns.get(block).entrySet()) {
                shared[way.getKey()] = runs(way.getValue());
                all += shared[way.getKey()];
            }
            for (int way : returns.get(block).keySet()) {
                shared[way] = all == 0 ? 1.0 / returns.get(block).size() : shared[way] / all;
            }
            return shared;
        }
        double all = 0;
        boolean turns = false;
        for (int i = 0; i < shared.length; i++) {
            if (steps.get(i).operation() instanceof Operation.Transfer) {
                all += turns(block, i) ? 0 : weight(steps.get(i));
                turns |= turns(block, i);
            }
        }
        for (int i = 0; i < shared.length; i++) {
            shared[i] = turns(block, i) ? all == 0 ? 1 : STAYS_IN_LOOP
                    : (turns ? 1 - STAYS_IN_LOOP : 1) * weight(steps.get(i)) / all;
        }
        return shared;
    }

    /// How often calls are made, by the round before.
    private double runs(List<CallNumbers.Call> made) {
        double runs = 0;
        for (CallNumbers.Call call : made) {
            runs += of[call.block()] == 0 ? 0 : of[call.block()] * shares[call.block()][call.step()];
        }
        return runs;
    }

    private void flow(int block, double runs, double[] next) {
        List<Step> steps = graph.blocks().get(block).steps();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to
                    && !isBack(block, to.block())) {
                next[to.block()] += runs * share(block, i);
            }
        }
    }

    /// What came along the cycle-closing edges in the round before.
    private double backInto(int header) {
        double runs = 0;
        for (Edge edge : back.getOrDefault(header, List.of())) {
            if (of[edge.block()] > 0) {
                runs += of[edge.block()] * shares[edge.block()][edge.step()];
            }
        }
        return runs;
    }

    /// Whether the branch or jump begins another turn of a loop. A call of a function that was called before closes a
    /// cycle and is none.
    private boolean turns(int block, int step) {
        return graph.blocks().get(block).steps().get(step).operation() instanceof Operation.Targeted o
                && o.target() instanceof Target.ToBlock to && isBack(block, to.block()) && !calls.isCall(block, step);
    }

    private double weight(Step step) {
        double weight = step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to
                ? 1 + work[to.block()] : 1;
        return step.operation() instanceof Operation.Branch branch ? weight * odds.of(branch) : weight;
    }
}
