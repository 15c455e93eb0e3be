package xdp2rtl.lower;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Node;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.elf.Program;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphCheck;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;
import xdp2rtl.linux.Helper;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Entry;
import xdp2rtl.verifier.Refusal;
import xdp2rtl.verifier.StackSpan;
import xdp2rtl.verifier.StackUses;
import xdp2rtl.verifier.StaleUses;
import xdp2rtl.verifier.State;

/// Makes the graph of a program. InputError for what the hardware cannot do exactly.
public final class GraphBuilder {
    /// Stands for what comes before block 0.
    private static final int START = -1;

    private final Cfg cfg;
    private final Entry entry;
    private final MapLayout layout;
    private final Analysis analysis;
    private final Emitter emitter = new Emitter();
    private final Map<Integer, List<Integer>> successors = new HashMap<>();
    private final Map<Integer, List<Integer>> predecessors = new HashMap<>(Map.of(START, List.of()));
    private final List<StackSpan> spans = new ArrayList<>();
    private final Map<Integer, Draft> heads = new LinkedHashMap<>();
    private final Map<Integer, Draft> tails = new HashMap<>();
    private boolean agesMeet;

    private GraphBuilder(Program program, MapLayout layout, Entry entry) {
        this.entry = entry;
        this.layout = layout;
        this.analysis = Analysis.of(program, entry);
        this.cfg = analysis.cfg();
    }

    /// @param layout where the program's maps lie
    public static Graph build(Program program, MapLayout layout, Entry entry) {
        return new GraphBuilder(program, layout, entry).build();
    }

    private Graph build() {
        survey();
        List<Integer> order = cfg.reversePostorder(block -> successors.getOrDefault(block, List.of()));
        order.forEach(block -> predecessors.put(block, new ArrayList<>()));
        predecessors.get(0).add(START);
        order.forEach(block -> successors.get(block).forEach(next -> predecessors.get(next).add(block)));
        order.forEach(block -> heads.put(block, emitter.open()));
        Variables variables = new Variables(emitter, predecessors, heads);
        StackPlan stack = StackPlan.of(cfg, spans);
        Site site = new Site(emitter, variables, stack, layout, new Refusal(cfg), movesMetadata(), agesMeet,
                RedirectCalls.canFollowEachOther(cfg, successors));
        start(variables, site);
        InstructionLowering instructions = new InstructionLowering(site);
        BranchLowering branches = new BranchLowering(site, analysis.branches());
        TailCallLowering tails = new TailCallLowering(cfg, site, successors);
        for (int id : order) {
            lower(cfg.blocks().get(id), site, variables, instructions, branches, tails);
        }
        variables.finish();
        connect(variables);
        return GraphCheck.require("build", ParameterPruning.prune(emitter.graph(stack.memoryBytes())));
    }

    /// Finds which blocks can be reached from which, and which bytes of the stack are touched.
    private void survey() {
        Refusal refusal = new Refusal(cfg);
        for (BasicBlock block : cfg.blocks()) {
            analysis.before(block.id()).ifPresent(state -> {
                for (Node node : block.nodes()) {
                    spans.addAll(StackUses.of(refusal, state, node));
                    agesMeet |= StaleUses.isOne(state, node);
                    analysis.transfer().step(state, node);
                }
                block.flow().node().ifPresent(node -> agesMeet |= StaleUses.isOne(state, node));
                successors.put(block.id(), analysis.successors(block, state));
            });
        }
    }

    private boolean movesMetadata() {
        return cfg.program().instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                        && number == Helper.XDP_ADJUST_META.number());
    }

    private void start(Variables variables, Site site) {
        variables.begin(START);
        clear(site, 0);
        switch (entry) {
            case Entry.Xdp() -> {}
            case Entry.Memory(int bytes) -> {
                if (bytes == 0) {
                    variables.write(new Variable.Register(0, Registers.FIRST_ARGUMENT), Value.ZERO);
                }
                variables.write(new Variable.Register(0, Registers.FIRST_ARGUMENT + 1), Value.of(bytes));
            }
        }
        emitter.jump(heads.get(0));
        tails.put(START, emitter.current());
    }

    /// A function's frame is zero when it begins, whatever a packet, a call or a function before has left in its
    /// place; Linux leaves open what it is.
    private void clear(Site site, int frame) {
        for (StackSpan span : spans) {
            if (span.frame() == frame && !site.stack.inMemory(span)) {
                site.stack.pieces(span).forEach(piece -> site.write(piece, Value.ZERO));
            }
        }
        site.write(new Variable.Turns(frame), Value.of(Instruction.MayGoto.MOST_TURNS));
        BitSet dirty = site.stack.memoryBytes(frame);
        for (int at = dirty.nextSetBit(0); at >= 0; at = dirty.nextSetBit(at)) {
            int run = dirty.nextClearBit(at) - at;
            int bytes = Integer.highestOneBit(Math.min(run, 8));
            emitter.store(new Access(Space.STACK, Value.ZERO, at, Access.sizeOf(bytes), true, 0), Value.ZERO);
            at += bytes;
        }
    }

    private void lower(BasicBlock block, Site site, Variables variables, InstructionLowering instructions,
            BranchLowering branches, TailCallLowering tailCalls) {
        State state = analysis.before(block.id()).orElseThrow();
        variables.begin(block.id());
        emitter.begin(heads.get(block.id()));
        for (Node node : block.nodes()) {
            site.moveTo(node, state);
            instructions.lower();
            analysis.transfer().step(state, node);
        }
        List<Integer> next = successors.get(block.id());
        switch (block.flow()) {
            case Terminator.Goto to -> emitter.jump(heads.get(to.block()));
            case Terminator.Test test -> {
                site.moveTo(test.branch(), state);
                if (next.isEmpty()) {
                    // What is known here contradicts itself: no run comes here.
                    emitter.exit(Value.ZERO);
                } else if (next.size() == 2) {
                    branches.branch(heads.get(test.taken()), heads.get(test.otherwise()));
                } else {
                    emitter.jump(heads.get(next.getFirst()));
                }
            }
            case Terminator.TailCall tail -> {
                site.moveTo(tail.call(), state);
                tailCalls.call(tail, heads);
            }
            case Terminator.Begin(int frame, int first) -> {
                emitter.origin(Step.NOWHERE);
                clear(site, frame);
                tailCalls.count();
                emitter.jump(heads.get(first));
            }
            case Terminator.Enter enter -> {
                site.moveTo(enter.call(), state);
                clear(site, enter.frame());
                for (int r = Registers.FIRST_ARGUMENT; r <= Registers.LAST_ARGUMENT; r++) {
                    site.write(enter.frame(), r, site.read(r));
                }
                emitter.jump(heads.get(enter.block()));
            }
            case Terminator.Return back -> {
                site.moveTo(back.exit(), state);
                int caller = cfg.frames().get(back.exit().frame()).caller();
                site.write(caller, Registers.RESULT, site.read(Registers.RESULT));
                emitter.jump(heads.get(back.block()));
            }
            case Terminator.End end -> {
                site.moveTo(end.exit(), state);
                emitter.exit(site.read(Registers.RESULT));
            }
        }
        tails.put(block.id(), emitter.current());
    }

    /// Gives the jumps between blocks of the program their arguments.
    private void connect(Variables variables) {
        Map<Integer, Integer> blocks = new HashMap<>();
        heads.forEach((block, draft) -> blocks.put(draft.id, block));
        tails.forEach((from, draft) -> {
            for (Step step : List.copyOf(draft.steps)) {
                Operation connected = step.operation() instanceof Operation.Targeted o
                        ? o.withTarget(connected(o.target(), from, draft, variables, blocks)) : step.operation();
                // Constants may have been put in front meanwhile.
                draft.steps.set(place(draft.steps, step), new Step(connected, step.origin()));
            }
        });
    }

    private static int place(List<Step> steps, Step step) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) == step) { return i; }
        }
        throw new IllegalStateException("a step that was lost: " + step);
    }

    private Target connected(Target target, int from, Draft draft, Variables variables, Map<Integer,
            Integer> blocks) {
        if (!(target instanceof Target.ToBlock to) || !blocks.containsKey(to.block())) { return target; }
        return new Target.ToBlock(to.block(), variables.arguments(from, blocks.get(to.block())).stream()
                .map(value -> emitter.argument(value, draft)).toList());
    }
}
