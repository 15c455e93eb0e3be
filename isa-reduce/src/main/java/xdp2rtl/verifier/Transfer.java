package xdp2rtl.verifier;

import static xdp2rtl.ebpf.Registers.FIRST_ARGUMENT;
import static xdp2rtl.ebpf.Registers.FRAME_POINTER;
import static xdp2rtl.ebpf.Registers.LAST_ARGUMENT;
import static xdp2rtl.ebpf.Registers.RESULT;

import java.util.List;
import xdp2rtl.cfg.CallFrame;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Node;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.Obstacle;

/// What each instruction does to what is known.
public final class Transfer {
    /// Linux lets no pointer leave its memory by more than 2^29 bytes.
    private static final long FARTHEST = 1L << 30;
    static final String ELSEWHERE = "addresses are not the same on hardware as in Linux";

    private final Refusal refusal;
    private final Entry entry;
    private final MemoryTypes memory;
    private final HelperTypes helpers;

    public Transfer(Cfg cfg, Entry entry) {
        this.refusal = new Refusal(cfg);
        this.entry = entry;
        this.memory = new MemoryTypes(refusal);
        this.helpers = new HelperTypes(refusal, memory, entry.hasFragments());
    }

    /// What is known before the first instruction.
    public State start() {
        State state = new State();
        state.set(0, FRAME_POINTER, Typed.of(new Type.Stack(0, Range.of(0))));
        switch (entry) {
            case Entry.Xdp _ -> begin(state, 0);
            case Entry.Memory(int bytes) -> {
                state.set(0, FIRST_ARGUMENT, Typed.of(bytes == 0 ? Type.number(Range.of(0)) : Type.Packet.START));
                state.set(0, FIRST_ARGUMENT + 1, Typed.of(Type.number(Range.of(bytes))));
            }
        }
        return state;
    }

    /// A program begins in a frame of which nothing is known.
    private static void begin(State state, int frame) {
        state.set(frame, FRAME_POINTER, Typed.of(new Type.Stack(frame, Range.of(0))));
        state.set(frame, FIRST_ARGUMENT, Typed.of(new Type.Context(0)));
        state.prove(Type.Packet.DATA, CoreConfig.MIN_PACKET);
    }

    /// What is known where a tail call leads, at the start of the block `begin`: the frame of the call is gone, with
    /// all that did nothing but return what it returns.
    State tail(State state, Terminator.TailCall tail, int begin) {
        new RecordUses(refusal).refuseOpen(state, tail.call(), "calls another program");
        State left = state.copy();
        List<CallFrame> frames = refusal.cfg().frames();
        int caller = frames.get(refusal.cfg().blocks().get(begin).frame()).caller();
        for (int frame = tail.call().frame(); frame != caller; frame = frames.get(frame).caller()) {
            left.leave(frame);
        }
        return left;
    }

    /// Goes over one instruction inside a block, or over a tail call that does not lead anywhere.
    public void step(State state, Node node) {
        refusal.resolved(node);
        switch (node.instruction()) {
            case Instruction.Alu alu -> alu(state, node, alu);
            case Instruction.ByteSwap swap -> {
                Type type = refusal.read(state, node, swap.dst());
                state.set(node.frame(), swap.dst(), Typed.of(type instanceof Type.Number
                        ? Type.number(Range.ofBytes(swap.bits() / 8, false)) : tainted(node, type, type)));
            }
            case Instruction.LoadImmediate load -> state.set(
                    node.frame(), load.dst(), Typed.of(immediate(node, load.value())));
            case Instruction.Load load -> state.set(node.frame(), load.dst(), memory.load(state, node, load));
            case Instruction.Store store -> memory.store(state, node, store);
            case Instruction.Atomic atomic -> memory.atomic(state, node, atomic);
            case Instruction.LoadAcquire acquire -> {
                memory.ordered(state, node, acquire.base(), acquire.offset(), acquire.size().bytes());
                state.set(node.frame(), acquire.dst(), memory.load(state, node, acquire.plain()));
            }
            case Instruction.StoreRelease release -> {
                memory.ordered(state, node, release.base(), release.offset(), release.size().bytes());
                memory.store(state, node, release.plain());
            }
            case Instruction.Call(CallTarget.HelperNumber(int number)) -> helpers.call(state, node, number);
            case Instruction.Call _ -> throw refusal.of(
                    node, "calls a function of the kernel", Obstacle.KERNEL_FUNCTIONS);
            case Instruction.PacketLoad _ -> throw refusal.of(
                    node, "is a legacy packet load", Obstacle.PACKET_LOADS);
            case Instruction.Branch _, Instruction.MayGoto _, Instruction.Jump _, Instruction.Exit _ ->
                throw new IllegalStateException("inside of a block: " + node);
        }
    }

    /// Goes over the end of a block that is no [Terminator.Test] and no [Terminator.TailCall].
    public void leave(State state, Terminator flow) {
        switch (flow) {
            case Terminator.Goto _ -> {}
            case Terminator.Test _ -> throw new IllegalStateException("a test has two outcomes");
            case Terminator.TailCall _ -> throw new IllegalStateException("a tail call has several outcomes");
            case Terminator.Begin(int frame, _) -> begin(state, frame);
            case Terminator.Enter enter -> {
                helpers.checkExpanded(state, enter.call());
                for (int r = FIRST_ARGUMENT; r <= LAST_ARGUMENT; r++) {
                    state.set(enter.frame(), r, state.register(enter.call().frame(), r));
                }
                state.unsetArguments(enter.call().frame());
                state.set(enter.frame(), FRAME_POINTER, Typed.of(new Type.Stack(enter.frame(), Range.of(0))));
            }
            case Terminator.Return(Node exit, _) -> {
                Typed result = state.register(exit.frame(), RESULT);
                if (result.type() instanceof Type.Stack(int frame, _) && frame == exit.frame()) {
                    throw refusal.of(exit, "returns a pointer into the stack frame that ends here");
                }
                state.leave(exit.frame());
                state.set(refusal.cfg().frames().get(exit.frame()).caller(), RESULT, result);
            }
            case Terminator.End(Node exit) -> {
                new RecordUses(refusal).refuseOpen(state, exit, "ends the program");
                refusal.number(state, exit, RESULT);
            }
        }
    }

    /// The tests of branches, over the same program.
    public Branches branches() { return new Branches(refusal); }

    private Type immediate(Node node, Immediate64 value) {
        return switch (value) {
            case Immediate64.Constant(long constant) -> Type.constant(constant);
            case Immediate64.Map(int map) -> new Type.Map(map);
            case Immediate64.MapValue(int map, int offset) ->
                new Type.MapValue(List.of(map), Range.of(offset), false);
            case Immediate64.MapByDescriptor _, Immediate64.MapValueByDescriptor _ ->
                throw refusal.of(node, "names a map by a file descriptor",
                        "it means nothing outside of its process", "Load from an object file");
            case Immediate64.Variable _ -> throw refusal.of(
                    node, "reads a kernel variable", "there is no kernel on the card", "");
            case Immediate64.Code(int offset) -> new Type.Function(node.slot() + 1 + offset);
        };
    }

    private void alu(State state, Node node, Instruction.Alu alu) {
        int frame = node.frame();
        if (alu.op() == AluOperation.MOV && alu.source() instanceof SourceOperand.Register(int from)) {
            move(state, node, alu, from);
            return;
        }
        Type left = alu.op() == AluOperation.MOV || alu.op().isSignExtendingMove() ? Type.constant(0)
                : refusal.read(state, node, alu.dst());
        Type right = switch (alu.source()) {
            case SourceOperand.Immediate(int value) -> Type.constant(value);
            case SourceOperand.Register(int from) -> refusal.read(state, node, from);
        };
        state.set(frame, alu.dst(), Typed.of(left instanceof Type.Number(Range a)
                && right instanceof Type.Number(Range b)
                        ? Type.number(Range.apply(alu.op(), alu.width(), a, b))
                        : pointer(state, node, alu, left, right)));
    }

    /// A copy is the same value; a value without a name gets one here.
    private void move(State state, Node node, Instruction.Alu alu, int from) {
        Typed value = state.register(node.frame(), from);
        if (alu.width() == OperandWidth.W32 && value.type().isPlace()) {
            value = Typed.of(new Type.Half(value.type()));
        } else if (alu.width() == OperandWidth.W32 && value.type().isPointer()) {
            value = Typed.of(new Type.Tainted(new Taint.Told("is half of " + value.type().text())));
        } else
            if (alu.width() == OperandWidth.W32 && value.type() instanceof Type.Number(Range range)
                    && !range.within(Range.U32)) {
                        value = Typed.of(Type.number(range.low32()));
                    } else {
                        value = state.named(node.frame(), from, name(node));
                    }
        state.set(node.frame(), alu.dst(), value);
    }

    private Type pointer(State state, Node node, Instruction.Alu alu, Type left, Type right) {
        if (left instanceof Type.Tainted || right instanceof Type.Tainted) { return tainted(node, left, right); }
        boolean adds = alu.op() == AluOperation.ADD;
        if (alu.width() == OperandWidth.W64 && adds && left.isPointer() && right instanceof Type.Number(Range by)) {
            return moved(state, node, left, by);
        }
        if (alu.width() == OperandWidth.W64 && adds && right.isPointer() && left instanceof Type.Number(Range by)) {
            return moved(state, node, right, by);
        }
        if (alu.op() == AluOperation.SUB && alu.width() == OperandWidth.W64
                && right instanceof Type.Number(Range by)) {
            return moved(state, node, left, by.negated());
        }
        if (alu.op() == AluOperation.SUB && alu.width() == OperandWidth.W64 && hasDifference(left, right)) {
            return Type.number(new Range(-FARTHEST, FARTHEST));
        }
        if (alu.op() == AluOperation.SUB && alu.width() == OperandWidth.W32
                && hasDifference(whole(left), whole(right))) {
            return Type.number(Range.U32);
        }
        return tainted(node, left, right);
    }

    /// What is computed of numbers and pointers in another way than that keeps it known where pointers lead.
    private static Type tainted(Node node, Type left, Type right) {
        return left instanceof Type.Tainted ? left : right instanceof Type.Tainted ? right
                : new Type.Tainted(new Taint.Made(node, left.equals(right) ? "computes with " + left.text()
                        : "computes with " + left.text() + " and " + right.text(), ELSEWHERE,
                        "Add numbers to pointers, and subtract pointers into the same memory"));
    }

    private static boolean hasDifference(Type left, Type right) {
        return Branches.comparable(left, right);
    }

    private static Type whole(Type type) { return type instanceof Type.Half(Type pointer) ? pointer : type; }

    private Type moved(State state, Node node, Type pointer, Range by) {
        return switch (pointer) {
            case Type.Packet packet when by.isConstant() && packet.offset()
                    + by.low() == (int) (packet.offset() + by.low()) ->
                new Type.Packet(packet.root(), packet.place(), packet.offset() + by.low());
            case Type.Packet packet -> {
                state.forget(name(node));
                yield new Type.Packet(name(node), packet.from().plus(by), 0);
            }
            case Type.Stack stack -> new Type.Stack(stack.frame(), stack.offset().plus(by));
            case Type.MapValue value when !value.nullable() ->
                new Type.MapValue(value.maps(), value.offset().plus(by), false);
            case Type.Record record when !record.nullable() ->
                new Type.Record(record.map(), record.size(), record.name(), record.offset().plus(by), false);
            case Type.Record _ -> throw refusal.of(node, "moves a pointer that may be null", "the ring may be full",
                    "Compare it with NULL first");
            case Type.Context(int offset) when by.isConstant()
                    && Math.abs(by.low()) < 4096 ->
                new Type.Context(offset + (int) by.low());
            case Type.Stale(long move, Range from) when from.plus(by).within(new Range(-FARTHEST, FARTHEST)) ->
                new Type.Stale(move, from.plus(by));
            case Type.MapValue _ -> new Type.Tainted(new Taint.Made(
                    node, "moves a pointer that may be null", "the key may not be there",
                    "Compare it with NULL first"));
            case Type.Context _, Type.PacketEnd _, Type.Stale _, Type.Half _, Type.Map _, Type.InnerMap _,
                 Type.Function _, Type.Number _, Type.Unset _, Type.Tainted _ ->
                new Type.Tainted(new Taint.Made(node, "moves " + pointer.text(),
                        pointer instanceof Type.PacketEnd || pointer instanceof Type.Map
                                || pointer instanceof Type.InnerMap
                                        ? "Linux refuses that too"
                                        : "only pointers into the packet, the stack and map values can be moved",
                        ""));
        };
    }

    /// The id of the value or root that a node makes.
    static long name(Node node) { return node.id() + 1L; }
}
