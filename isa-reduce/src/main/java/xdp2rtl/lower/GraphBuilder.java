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
import xdp2rtl.graph.CallNumber;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphCheck;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;
import xdp2rtl.linux.Helper;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.share.SharedCode;
import xdp2rtl.share.Unit;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Entry;
import xdp2rtl.verifier.Joint;
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
    private final SharedCode code;
    private final Emitter emitter = new Emitter();
    private final Map<Integer, List<Integer>> successors = new HashMap<>();
    private final Map<Integer, List<Integer>> predecessors = new HashMap<>(Map.of(START, List.of()));
    private final List<StackSpan> spans = new ArrayList<>();
    private final Map<Integer, Draft> heads = new LinkedHashMap<>();
    private final Map<Integer, List<Draft>> tails = new HashMap<>();
    private boolean agesMeet;

    private GraphBuilder(SharedCode code, MapLayout layout, Entry entry) {
        this.entry = entry;
        this.layout = layout;
        this.code = code;
        this.analysis = code.analysis();
        this.cfg = analysis.cfg();
    }

    /// @param layout where the program's maps lie
    public static Graph build(Program program, MapLayout layout, Entry entry) {
        return build(SharedCode.of(Analysis.of(program, entry)), layout, entry);
    }

    /// The same, of code in which functions may be shared.
    public static Graph build(SharedCode code, MapLayout layout, Entry entry) {
        return keyed(code, layout, entry).graph();
    }

    /// The same with the keys of the calls on maps.
    public static KeyedGraph keyed(SharedCode code, MapLayout layout, Entry entry) {
        return new GraphBuilder(code, layout, entry).build();
    }

    private KeyedGraph build() {
        survey();
        List<Integer> order = cfg.reversePostorder(unit -> successors.getOrDefault(unit, List.of()));
        order.forEach(unit -> predecessors.put(unit, new ArrayList<>()));
        predecessors.get(0).add(START);
        order.forEach(unit -> successors.get(unit).forEach(next -> predecessors.get(next).add(unit)));
        order.forEach(unit -> heads.put(unit, emitter.open()));
        Variables variables = new Variables(emitter, predecessors, heads);
        StackPlan stack = StackPlan.of(cfg, code.renaming().frames(), spans);
        Site site = new Site(emitter, variables, stack, layout, new Refusal(cfg), movesMetadata(),
                entry.hasFragments(), agesMeet,
                RedirectCalls.canFollowEachOther(code.units(), successors));
        start(variables, site);
        InstructionLowering instructions = new InstructionLowering(site);
        BranchLowering branches = new BranchLowering(site, analysis.branches());
        TailCallLowering tails = new TailCallLowering(cfg, site, code.units(), successors);
        for (int id : order) {
            variables.begin(id);
            emitter.begin(heads.get(id));
            Unit unit = code.units().get(id);
            if (unit.code().isPresent()) {
                lower(unit, unit.code().get(), site, instructions, branches, tails);
            } else {
                emitter.origin(Step.NOWHERE);
                clear(site, unit.frame());
                emitter.jump(heads.get(unit.next().getFirst()));
            }
            this.tails.computeIfAbsent(id, _ -> new ArrayList<>()).add(emitter.current());
        }
        variables.finish();
        connect(variables);
        KeyedGraph pruned = ParameterPruning.prune(new KeyedGraph(emitter.graph(stack.memoryBytes()), site.keys));
        GraphCheck.require("build", pruned.graph());
        return pruned;
    }

    /// Finds which units can be reached from which, and which bytes of the stack are touched.
    private void survey() {
        Refusal refusal = new Refusal(cfg);
        for (Unit unit : code.units()) {
            if (unit.code().isEmpty()) {
                successors.put(unit.id(), unit.next());
                continue;
            }
            Joint joint = code.joint(unit);
            if (joint.isReached()) {
                for (Node node : unit.code().get().nodes()) {
                    State known = joint.known();
                    spans.addAll(StackUses.of(refusal, known, node));
                    agesMeet |= StaleUses.isOne(known, node);
                    joint.step();
                }
                unit.code().get().flow().node().ifPresent(node -> agesMeet |= StaleUses.isOne(joint.known(), node));
                successors.put(unit.id(), unit.code().get().flow() instanceof Terminator.Return
                        ? unit.next() : joint.ways().stream().map(unit.next()::get).toList());
            }
        }
        // Behind a call from which no run comes back there is nothing.
        successors.replaceAll((_, next) -> next.stream().filter(successors::containsKey).toList());
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
            case Entry.Xdp _ -> {}
            case Entry.Memory(int bytes) -> {
                if (bytes == 0) {
                    variables.write(new Variable.Register(0, Registers.FIRST_ARGUMENT), Value.ZERO);
                }
                variables.write(new Variable.Register(0, Registers.FIRST_ARGUMENT + 1), Value.of(bytes));
            }
        }
        emitter.jump(heads.get(0));
        tails.put(START, List.of(emitter.current()));
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

    private void lower(Unit unit, BasicBlock block, Site site, InstructionLowering instructions,
            BranchLowering branches, TailCallLowering tailCalls) {
        Joint joint = code.joint(unit);
        for (Node node : block.nodes()) {
            site.moveTo(node, joint.known());
            instructions.lower();
            joint.step();
        }
        block.flow().node().ifPresent(node -> site.moveTo(node, joint.known()));
        List<Integer> next = successors.get(unit.id());
        switch (block.flow()) {
            case Terminator.Goto _ -> emitter.jump(heads.get(next.getFirst()));
            case Terminator.Test _ -> {
                if (next.isEmpty()) {
                    // What is known here contradicts itself: no run comes here.
                    emitter.exit(Value.ZERO);
                } else if (next.size() == 2) {
                    branches.branch(heads.get(next.getFirst()), heads.get(next.getLast()));
                } else {
                    emitter.jump(heads.get(next.getFirst()));
                }
            }
            case Terminator.TailCall tail -> tailCalls.call(tail, unit.next(), heads);
            case Terminator.Begin(int frame, _) -> {
                emitter.origin(Step.NOWHERE);
                clear(site, frame);
                tailCalls.count();
                emitter.jump(heads.get(next.getFirst()));
            }
            case Terminator.Enter(_, int frame, _) -> {
                if (unit.site() == Unit.NONE) {
                    clear(site, frame);
                } else {
                    site.write(new Variable.CallSite(frame), Value.of(CallNumber.of(unit.site())));
                }
                for (int r = Registers.FIRST_ARGUMENT; r <= Registers.LAST_ARGUMENT; r++) {
                    site.write(frame, r, site.read(r));
                }
                emitter.jump(heads.get(next.getFirst()));
            }
            case Terminator.Return _ -> {
                Value result = site.read(Registers.RESULT);
                next.stream().map(behind -> code.units().get(behind).frame()).distinct()
                        .forEach(caller -> site.write(caller, Registers.RESULT, result));
                if (unit.next().size() == 1) {
                    emitter.jump(heads.get(next.getFirst()));
                } else {
                    new ReturnLowering(emitter, heads, tails.computeIfAbsent(unit.id(), _ -> new ArrayList<>()))
                            .go(site.read(new Variable.CallSite(block.frame())), unit.next());
                }
            }
            case Terminator.End _ -> emitter.exit(site.read(Registers.RESULT));
        }
    }

    /// Gives the jumps between blocks of the program their arguments.
    private void connect(Variables variables) {
        Map<Integer, Integer> blocks = new HashMap<>();
        heads.forEach((block, draft) -> blocks.put(draft.id, block));
        tails.forEach((from, drafts) -> drafts.forEach(draft -> {
            for (Step step : List.copyOf(draft.steps)) {
                Operation connected = step.operation() instanceof Operation.Targeted o
                        ? o.withTarget(connected(o.target(), from, draft, variables, blocks)) : step.operation();
                // Constants may have been put in front meanwhile.
                draft.steps.set(place(draft.steps, step), new Step(connected, step.origin()));
            }
        }));
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
