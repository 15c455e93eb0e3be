package xdp2rtl.cfg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.Subprogram;
import xdp2rtl.elf.TailTarget;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.Obstacle;

/// Cuts functions into blocks and copies a function for each place that calls it, and a program that tail calls lead to
/// for each place to which its exits return.
final class Inliner {
    /// Linux: MAX_CALL_FRAMES.
    private static final int MAX_FRAMES = 8;
    /// Instructions of all copies together; far above what the program memory holds.
    private static final int MAX_NODES = 100_000;

    private final Program program;
    private final ExpandedCalls expanded;
    private final List<Placed> code;
    private final Map<Integer, Integer> placeOfSlot = new HashMap<>();
    private final List<BasicBlock> blocks = new ArrayList<>();
    private final List<CallFrame> frames = new ArrayList<>();
    private int nodes;
    /// The blocks that begin programs.
    private final Map<Begun, Integer> begins = new HashMap<>();

    /// What a function returns to.
    ///
    /// @param caller the frame; -1 for none
    /// @param block  -1 for the end of the run
    /// @param depth  of a frame that is called from there
    private record Continuation(int caller, int block, int depth) {
        static final Continuation END = new Continuation(-1, -1, 1);
        /// Of a program that none can go on with.
        static final Continuation NONE = new Continuation(-2, -2, 1);
    }

    /// A program that has been copied for a continuation.
    private record Begun(int start, int continuation) {}

    Inliner(Program program) {
        this.program = program;
        expanded = ExpandedCalls.of(program);
        code = expanded.code();
        for (int place = 0; place < code.size(); place++) {
            placeOfSlot.put(code.get(place).slot(), place);
        }
    }

    Cfg inline() {
        copy(program.functions().getFirst(), Continuation.END, Continuation.END, Optional.empty());
        return new Cfg(program, blocks, frames);
    }

    /// Copies a function and all that it calls; the copy's first block.
    /// @param last   what a program returns to that it goes on with: the same, or what that does nothing but return to
    /// @param origin of a function that is not the program's own, the call
    private int copy(Subprogram function, Continuation continuation, Continuation last, Optional<Node> origin) {
        CallFrame frame = new CallFrame(frames.size(), continuation.caller(), function);
        frames.add(frame);
        NavigableMap<Integer, Integer> leaders = leaders(function);
        for (int slot : leaders.navigableKeySet()) {
            leaders.put(slot, blocks.size());
            blocks.add(new BasicBlock(blocks.size(), frame.id(), List.of(), new Terminator.Goto(blocks.size())));
        }
        leaders.forEach((slot, id) -> blocks.set(id, block(id, slot, frame, leaders, continuation, last, origin)));
        return leaders.get(function.start());
    }

    private BasicBlock block(int id, int start, CallFrame frame, NavigableMap<Integer, Integer> leaders,
            Continuation continuation, Continuation last, Optional<Node> origin) {
        List<Node> body = new ArrayList<>();
        Integer end = leaders.higherKey(start);
        for (int place = placeOfSlot.get(start);; place++) {
            Placed placed = code.get(place);
            if (end != null && placed.slot() == end) {
                return new BasicBlock(id, frame.id(), body, new Terminator.Goto(leaders.get(end)));
            }
            Node node = new Node(nodes++, origin.map(Node::place).orElse(place),
                    origin.map(Node::slot).orElse(placed.slot()), placed.instruction(), frame.id());
            if (nodes > MAX_NODES) {
                throw new InputError(program.where(node.slot()), "the program has more than " + MAX_NODES
                        + " instructions",
                        "every call of a function of the program is a copy of it",
                        "Call large functions from fewer places");
            }
            switch (placed.instruction()) {
                case Instruction.Branch branch -> {
                    return new BasicBlock(id, frame.id(), body,
                            new Terminator.Test(node, leaders.get(placed.target(branch.offset())),
                                    leaders.get(placed.next())));
                }
                case Instruction.MayGoto(int offset) -> {
                    return new BasicBlock(id, frame.id(), body, new Terminator.Test(node,
                            leaders.get(placed.target(offset)), leaders.get(placed.next())));
                }
                case Instruction.Jump jump -> {
                    return new BasicBlock(id, frame.id(), body,
                            new Terminator.Goto(leaders.get(placed.target(jump.offset()))));
                }
                case Instruction.Exit _ -> {
                    return new BasicBlock(id, frame.id(), body,
                            continuation.block() < 0 ? new Terminator.End(node)
                                    : new Terminator.Return(node, continuation.block()));
                }
                case Instruction.Call(CallTarget.Local(int offset)) -> {
                    Subprogram callee = callee(node, placed.target(offset), frame, continuation.depth());
                    int entered = frames.size();
                    Continuation behind =
                            new Continuation(frame.id(), leaders.get(placed.next()), continuation.depth() + 1);
                    int first = copy(callee, behind, origin.isPresent() ? Continuation.NONE
                            : onlyReturns(placed.next()) ? last : behind, Optional.empty());
                    return new BasicBlock(id, frame.id(), body, new Terminator.Enter(node, entered, first));
                }
                case Instruction.Call _ when expanded.functions().containsKey(placed.slot()) -> {
                    int entered = frames.size();
                    Continuation behind =
                            new Continuation(frame.id(), leaders.get(placed.next()), continuation.depth());
                    int first =
                            copy(expanded.functions().get(placed.slot()), behind, Continuation.NONE, Optional.of(node));
                    return new BasicBlock(id, frame.id(), body, new Terminator.Enter(node, entered, first));
                }
                case Instruction.Call call when isTailCall(call) -> {
                    if (last.equals(Continuation.NONE) || isInLoop(frame)) {
                        throw new InputError(program.where(node.slot()),
                                "a function that a loop of Linux calls makes a tail call",
                                Obstacle.TAIL_CALLS_BACK.why(), Obstacle.TAIL_CALLS_BACK.remedy());
                    }
                    List<Integer> begins = program.linkage().targets().stream()
                            .map(target -> begin(placed, target, last)).toList();
                    return new BasicBlock(id, frame.id(), body,
                            new Terminator.TailCall(node, leaders.get(placed.next()), begins));
                }
                case Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.Call _, Instruction.Alu _,
                     Instruction.ByteSwap _, Instruction.LoadImmediate _, Instruction.Load _, Instruction.Store _,
                     Instruction.Atomic _, Instruction.PacketLoad _ ->
                    body.add(node);
            }
        }
    }

    /// Whether a function that is not the program's own is on the way to a frame.
    private boolean isInLoop(CallFrame frame) {
        for (int f = frame.id(); f >= 0; f = frames.get(f).caller()) {
            if (frames.get(f).function().start() >= program.slots()) { return true; }
        }
        return false;
    }

    private static boolean isTailCall(Instruction.Call call) {
        return call.target() instanceof CallTarget.HelperNumber(int number) && number == Helper.TAIL_CALL.number();
    }

    /// Whether nothing but an exit is at a slot, jumps left out.
    private boolean onlyReturns(int slot) {
        Set<Integer> passed = new HashSet<>();
        Placed placed = code.get(placeOfSlot.get(slot));
        while (placed.instruction() instanceof Instruction.Jump jump && passed.add(placed.slot())) {
            placed = code.get(placeOfSlot.get(placed.target(jump.offset())));
        }
        return placed.instruction() instanceof Instruction.Exit;
    }

    /// The block that begins a program whose exits return to `continuation`; the program that is run is not copied for
    /// its own end.
    private int begin(Placed call, TailTarget target, Continuation continuation) {
        Begun key = new Begun(target.start(), continuation.block());
        if (begins.containsKey(key)) { return begins.get(key); }
        Subprogram function =
                program.functions().stream().filter(f -> f.start() == target.start()).findFirst().orElseThrow();
        for (int f = continuation.caller(); f >= 0; f = frames.get(f).caller()) {
            if (frames.get(f).function().equals(function)) {
                throw new InputError(program.where(call.slot()),
                        "a tail call can lead to %s, which has called the function that it is in"
                                .formatted(target.name()),
                        "such runs nest, and calls become copies of the called function",
                        "Tail call from the program itself, or say with --map NAME=FILE what the map holds");
            }
        }
        int id = blocks.size();
        begins.put(key, id);
        boolean again = function.equals(frames.getFirst().function()) && continuation.equals(Continuation.END);
        int frame = again ? 0 : frames.size();
        blocks.add(new BasicBlock(id, frame, List.of(), new Terminator.Begin(frame, id)));
        int first = again ? 0 : copy(function, continuation, continuation, Optional.empty());
        blocks.set(id, new BasicBlock(id, frame, List.of(), new Terminator.Begin(frame, first)));
        return id;
    }

    private Subprogram callee(Node call, int slot, CallFrame frame, int depth) {
        Subprogram callee = program.functions().stream().filter(f -> f.start() == slot).findFirst()
                .orElseThrow();
        for (int f = frame.id(); f >= 0; f = frames.get(f).caller()) {
            if (frames.get(f).function().equals(callee)) {
                throw new InputError(program.where(call.slot()), callee.name() + " calls itself",
                        "calls become copies of the called function", "Write it as a loop");
            }
        }
        if (depth >= MAX_FRAMES) {
            throw new InputError(program.where(call.slot()), "calls are nested deeper than " + MAX_FRAMES,
                    "Linux refuses that too", "Inline some of the functions");
        }
        return callee;
    }

    /// The slots of a function at which blocks start.
    private NavigableMap<Integer, Integer> leaders(Subprogram function) {
        NavigableMap<Integer, Integer> leaders = new TreeMap<>(Map.of(function.start(), 0));
        for (Placed placed : code) {
            if (placed.slot() < function.start() || placed.slot() >= function.end()) {
                continue;
            }
            boolean cuts = switch (placed.instruction()) {
                case Instruction.Branch branch -> {
                    leaders.put(placed.target(branch.offset()), 0);
                    yield true;
                }
                case Instruction.Jump jump -> {
                    leaders.put(placed.target(jump.offset()), 0);
                    yield true;
                }
                case Instruction.MayGoto(int offset) -> {
                    leaders.put(placed.target(offset), 0);
                    yield true;
                }
                case Instruction.Exit _, Instruction.Call(CallTarget.Local _) -> true;
                case Instruction.Call _ when expanded.functions().containsKey(placed.slot()) -> true;
                case Instruction.Call call when isTailCall(call) -> true;
                case Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.Call _, Instruction.Alu _,
                     Instruction.ByteSwap _, Instruction.LoadImmediate _, Instruction.Load _, Instruction.Store _,
                     Instruction.Atomic _, Instruction.PacketLoad _ ->
                    false;
            };
            if (cuts && placed.next() < function.end()) {
                leaders.put(placed.next(), 0);
            }
        }
        return leaders;
    }
}
