package xdp2rtl.engine.interpreter;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AtomicOperation;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperEffect;
import xdp2rtl.port.Context;

/// The registers, the stack and the instruction loop.
final class Machine {
    /// Calls within calls of a program, itself included (MAX_CALL_FRAMES of the kernel).
    private static final int FRAMES = 8;
    /// Tail calls that a run can make (MAX_TAIL_CALL_CNT of the kernel).
    private static final int TAIL_CALLS = 33;
    /// The verifier walks every instruction of every path and gives up here, so no accepted program without loops of
    /// the kernel and without functions runs longer.
    private static final int INSTRUCTION_LIMIT = 1_000_000;
    /// Of a program with loops that the kernel counts, some of which run for minutes in Linux, or with functions: a
    /// global one is verified once, however often it is called.
    private static final int LONGEST = 1 << 28;
    /// What a function returns to that a helper calls.
    private static final int TO_HELPER = -1;

    private final Program program;
    private final Instruction[] code;
    private final AddressSpace memory;
    private final PacketBuffer packet;
    private final Helpers helpers;
    private final Cells stack = new Cells("the stack", CoreConfig.STACK_BYTES, true, true);
    private final long[] r = new long[Registers.COUNT];
    /// A function that makes a tail call is among the frames of the program that it leads to.
    private final int frames;
    private final long[][] kept;
    private final int[] returns;
    private Context context = Context.DEFAULT;
    private final Map<String, Integer> starts = new HashMap<>();
    private final int instructionLimit;
    private final KernelFunctions kernel;
    private final CallbackHelpers callbacks;
    private final int[] turns;
    private final Watch watch;
    private int frame;
    private int pc;
    private int at;
    private int left;
    private int tailCalls;

    Machine(Program program, AddressSpace memory, PacketBuffer packet, Helpers helpers, WalkOrder order, Watch watch) {
        this.program = program;
        this.watch = watch;
        this.memory = memory;
        this.packet = packet;
        this.helpers = helpers;
        this.kernel = new KernelFunctions(memory, packet);
        this.callbacks = new CallbackHelpers(memory, helpers, order, this::callback);
        this.code = new Instruction[program.slots()];
        for (Placed placed : program.code()) {
            code[placed.slot()] = placed.instruction();
        }
        program.linkage().targets().forEach(target -> starts.put(target.name(), target.start()));
        frames = starts.isEmpty() ? FRAMES : FRAMES * (1 + TAIL_CALLS);
        kept = new long[frames][];
        returns = new int[frames];
        turns = new int[frames];
        instructionLimit =
                program.instructions().stream().anyMatch(Machine::mayRunLonger) ? LONGEST : INSTRUCTION_LIMIT;
        memory.set(AddressSpace.STACK, stack);
        stack.reserve(frames - 1);
    }

    /// Runs from the first instruction with two arguments; gives R0.
    /// @throws Stop if the program does what it may not do, naming the instruction
    long run(Context in, long argument1, long argument2) {
        context = in;
        Arrays.fill(r, 0);
        r[1] = argument1;
        r[2] = argument2;
        frame = 0;
        pc = 0;
        tailCalls = 0;
        callbacks.startPacket();
        enterFrame();
        at = 0;
        left = instructionLimit;
        try {
            while (next()) {}
        } catch (Stop stop) {
            throw new Stop("%s: `%s` %s".formatted(program.where(at), code[at], stop.getMessage()));
        }
        return r[Registers.RESULT];
    }

    /// False at the exit of the program.
    private boolean next() {
        at = pc;
        if (left-- == 0) { throw new Stop("is one of more than %,d instructions".formatted(instructionLimit)); }
        watch.step(at, code[at], r, memory);
        return step(code[at]);
    }

    /// Whether Linux counts or times turns of a loop at this instruction, or may have verified what it calls before.
    private static boolean mayRunLonger(Instruction instruction) {
        return switch (instruction) {
            case Instruction.MayGoto _, Instruction.Call(CallTarget.Kfunc _), Instruction.Call(CallTarget.Local _) ->
                true;
            case Instruction.Call(CallTarget.HelperNumber(int number)) ->
                Helper.of(number).filter(helper -> helper.effect() == HelperEffect.CALLS_FUNCTION).isPresent();
            case Instruction.Call _, Instruction.Alu _, Instruction.ByteSwap _, Instruction.LoadImmediate _,
                 Instruction.Load _, Instruction.LoadAcquire _, Instruction.Store _, Instruction.StoreRelease _,
                 Instruction.Atomic _, Instruction.Branch _, Instruction.Jump _, Instruction.Exit _,
                 Instruction.PacketLoad _ ->
                false;
        };
    }

    /// Runs a function of the program from within a helper; its result.
    /// @param function its address
    private long callback(long function, long... arguments) {
        if (AddressSpace.region(function) != AddressSpace.CODE) {
            throw new Stop("gives 0x%x to a helper where a function belongs".formatted(function));
        }
        int caller = pc;
        int outside = frame;
        call(TO_HELPER);
        System.arraycopy(arguments, 0, r, Registers.FIRST_ARGUMENT, arguments.length);
        pc = (int) AddressSpace.offset(function);
        while (frame > outside) {
            next();
        }
        pc = caller;
        return r[Registers.RESULT];
    }

    /// False at the exit of the program.
    private boolean step(Instruction instruction) {
        int next = pc + 1;
        switch (instruction) {
            case Instruction.Alu(var op, var width, int dst, var source) -> r[dst] = switch (width) {
                case W64 -> Arithmetic.wide(op, r[dst], value(source));
                case W32 -> Arithmetic.narrow(op, (int) r[dst], (int) value(source)) & 0xffff_ffffL;
            };
            case Instruction.ByteSwap(var kind, int bits, int dst) -> r[dst] = Arithmetic.swap(kind, bits, r[dst]);
            case Instruction.LoadImmediate(int dst, var value) -> {
                r[dst] = immediate(value);
                next++;
            }
            case Instruction.LoadAcquire(var size, int dst, int base, int offset) ->
                r[dst] = memory.load(ordered(r[base] + offset), size);
            case Instruction.StoreRelease(var size, int base, int offset, int src) ->
                memory.store(ordered(r[base] + offset), size, r[src]);
            case Instruction.MayGoto(int offset) -> {
                if (turns[frame] == 0) {
                    next += offset;
                } else {
                    turns[frame]--;
                }
            }
            case Instruction.Load(var size, boolean signed, int dst, int base, int offset) -> {
                long address = r[base] + offset;
                long value = AddressSpace.region(address) == AddressSpace.CONTEXT
                        ? context((int) AddressSpace.offset(address), size)
                        : memory.load(address, size);
                int unused = 64 - size.bits();
                r[dst] = signed ? value << unused >> unused : value;
            }
            case Instruction.Store(var size, int base, int offset, var source) ->
                memory.store(r[base] + offset, size, value(source));
            case Instruction.Atomic atomic -> atomic(atomic);
            case Instruction.Branch(var condition, var width, int left, var right, int offset) -> {
                if (condition.holds(width, r[left], value(right))) {
                    next += offset;
                }
            }
            case Instruction.Jump(_, int offset) -> next += offset;
            case Instruction.Call(CallTarget.Local(int offset)) -> {
                call(next);
                next += offset;
            }
            case Instruction.Call(CallTarget.HelperNumber(int number)) when number == Helper.TAIL_CALL.number() ->
                next = tailCall().orElse(next);
            case Instruction.Call(CallTarget.HelperNumber(int number)) when number == Helper.LOOP.number() ->
                r[Registers.RESULT] = callbacks.loop(r[1], r[2], r[3], r[4]);
            case Instruction.Call(CallTarget.HelperNumber(int number)) when number
                    == Helper.FOR_EACH_MAP_ELEM.number() ->
                r[Registers.RESULT] = callbacks.forEach(r[1], r[2], r[3], r[4]);
            case Instruction.Call(CallTarget.Kfunc(var function)) -> r[Registers.RESULT] = kernel.call(function, r);
            case Instruction.Call(CallTarget.HelperNumber(int number)) ->
                r[Registers.RESULT] = helpers.call(Helper.of(number).orElseThrow(), r);
            case Instruction.Exit() -> {
                if (frame == 0) { return false; }
                next = leave();
            }
            case Instruction.Call(CallTarget.KernelFunction _), Instruction.PacketLoad _ ->
                throw new Stop("cannot be run");
        }
        pc = next;
        return true;
    }

    private long value(SourceOperand source) {
        return switch (source) {
            case SourceOperand.Register(int number) -> r[number];
            case SourceOperand.Immediate(int value) -> value;
        };
    }

    private long immediate(Immediate64 value) {
        return switch (value) {
            case Immediate64.Constant(long constant) -> constant;
            case Immediate64.Map(int index) -> AddressSpace.address(AddressSpace.FIRST_HANDLE + index, 0);
            case Immediate64.MapValue(int index, int offset) ->
                AddressSpace.address(AddressSpace.FIRST_MAP + index, offset);
            case Immediate64.Code(int offset) -> AddressSpace.address(AddressSpace.CODE, pc + 1 + offset);
            case Immediate64.MapByDescriptor _, Immediate64.MapValueByDescriptor _, Immediate64.Variable _ ->
                throw new Stop("cannot be run");
        };
    }

    /// A field of `struct xdp_md`; the three pointers are wider than their fields.
    private long context(int offset, AccessSize size) {
        if (size != AccessSize.W) { throw new Stop("reads %d bytes of the context at once".formatted(size.bytes())); }
        return switch (offset) {
            case 0 -> AddressSpace.address(AddressSpace.PACKET, packet.data());
            case 4 -> AddressSpace.address(AddressSpace.PACKET, packet.dataEnd());
            case 8 -> AddressSpace.address(AddressSpace.PACKET, packet.meta());
            case 12 -> context.ifindex();
            case 16 -> context.rxQueue();
            case 20 -> program.linkage().egress()
                    .orElseThrow(() -> new Stop("reads egress_ifindex, which only a device map's entry sets"));
            default -> throw new Stop("reads the context at offset " + offset);
        };
    }

    /// An address that Linux allows ordered accesses to.
    private static long ordered(long address) {
        int region = AddressSpace.region(address);
        if (region == AddressSpace.PACKET || region == AddressSpace.CONTEXT) {
            throw new Stop("is an ordered access to a packet or the context");
        }
        return address;
    }

    private void atomic(Instruction.Atomic atomic) {
        long address = r[atomic.base()] + atomic.offset();
        if (AddressSpace.region(address) == AddressSpace.PACKET) { throw new Stop("is atomic on a packet"); }
        boolean wide = atomic.size() == AccessSize.DW;
        long old = memory.load(address, atomic.size());
        long comparand = wide ? r[Registers.RESULT] : r[Registers.RESULT] & 0xffff_ffffL;
        memory.store(address, atomic.size(),
                Arithmetic.atomic(atomic.op(), old, r[atomic.src()], old == comparand));
        if (atomic.fetch()) {
            boolean toResult = atomic.op() == AtomicOperation.CMPXCHG;
            r[toResult ? Registers.RESULT : atomic.src()] = old;
        }
    }

    private void call(int returnTo) {
        if (frame + 1 == frames) { throw new Stop("calls deeper than %d functions".formatted(frames)); }
        kept[frame] = Arrays.copyOfRange(r, Registers.FIRST_KEPT, Registers.LAST_KEPT + 1);
        returns[frame] = returnTo;
        frame++;
        enterFrame();
        watch.enters();
    }

    /// The slot of the program that takes this function's place, in a frame like a new one.
    private OptionalInt tailCall() {
        Optional<String> name = tailCalls == TAIL_CALLS ? Optional.empty() : helpers.tailCalled(r);
        if (name.isEmpty()) { return OptionalInt.empty(); }
        if (!starts.containsKey(name.get())) {
            throw new Stop("leads to program %s, which is not linked in".formatted(name.get()));
        }
        tailCalls++;
        enterFrame();
        return OptionalInt.of(starts.get(name.get()));
    }

    private int leave() {
        frame--;
        System.arraycopy(kept[frame], 0, r, Registers.FIRST_KEPT, kept[frame].length);
        setFramePointer();
        watch.leaves();
        return returns[frame];
    }

    /// A new frame reads as zero, where Linux leaves open what it holds.
    private void enterFrame() {
        stack.clear(frame);
        turns[frame] = Instruction.MayGoto.MOST_TURNS;
        setFramePointer();
    }

    private void setFramePointer() {
        r[Registers.FRAME_POINTER] = AddressSpace.address(AddressSpace.STACK, (frame + 1) * stack.stride());
    }
}
