package xdp2rtl.engine.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Condition;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperEffect;
import xdp2rtl.linux.Kfunc;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.RedirectFlags;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.Freedoms;

/// The program as the kernel gets it. Functions of the kernel have its own numbers; those that ask the receiving device
/// for metadata, which no test run has, give what they give where there is none.
///
/// Every slot keeps its number: a call of a helper that we stand in for becomes a
/// call of a subprogram behind the program's end, which clobbers the same registers.
final class LoadedCode {
    /// No flag of a redirect: what a device map refuses.
    private static final int NO_FLAG = 1 << 16;

    /// Helpers that look into the network namespace.
    private static final Set<Helper> NETWORK = Set.of(Helper.FIB_LOOKUP, Helper.CHECK_MTU);

    private final Program program;
    private final List<Integer> descriptors;
    private final int observer;
    private final Freedoms freedoms;
    private final int cpu;
    private final List<Instruction> subprograms = new ArrayList<>();
    private final Map<Object, Integer> starts = new HashMap<>();

    private LoadedCode(Program program, List<Integer> descriptors, int observer, Freedoms freedoms, int cpu) {
        this.cpu = cpu;
        this.program = program;
        this.descriptors = descriptors;
        this.observer = observer;
        this.freedoms = freedoms;
    }

    /// @param descriptors of the program's maps, in its order
    /// @param observer    the descriptor of the [Observer]
    /// @param cpu         the one that this run is on, which other engines call CPU 0
    static List<Instruction> of(Program program, List<Integer> descriptors, int observer, Freedoms freedoms,
            int cpu) {
        var code = new LoadedCode(program, descriptors, observer, freedoms, cpu);
        var instructions = new ArrayList<>(program.code().stream().map(code::replaced).toList());
        instructions.addAll(code.subprograms);
        return instructions;
    }

    static boolean redirects(Program program) {
        return program.code().stream().map(LoadedCode::helper).flatMap(Optional::stream)
                .anyMatch(helper -> helper.effect() == HelperEffect.REDIRECTS);
    }

    /// Whether the program can see what is in its network namespace.
    static boolean asksForNetwork(Program program) {
        return program.code().stream().map(LoadedCode::helper).flatMap(Optional::stream).anyMatch(NETWORK::contains);
    }

    private static Optional<Helper> helper(Placed placed) {
        return placed.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                ? Helper.of(number) : Optional.empty();
    }

    private Instruction replaced(Placed placed) {
        return switch (placed.instruction()) {
            case Instruction.LoadImmediate(int dst, Immediate64.Map(int index)) ->
                new Instruction.LoadImmediate(dst, new Immediate64.MapByDescriptor(descriptors.get(index)));
            case Instruction.LoadImmediate(int dst, Immediate64.MapValue(int index, int offset)) ->
                new Instruction.LoadImmediate(dst,
                        new Immediate64.MapValueByDescriptor(descriptors.get(index), offset));
            case Instruction.Call(CallTarget.HelperNumber(int number)) -> {
                Optional<List<Instruction>> body = Helper.of(number).flatMap(this::standIn);
                yield body.<Instruction>map(b -> new Instruction.Call(new CallTarget.Local(
                        start(Helper.of(number).orElseThrow(), b) - placed.next()))).orElse(placed.instruction());
            }
            case Instruction.Call(CallTarget.Kfunc(Kfunc function)) when function.asksDevice() ->
                new Instruction.Call(new CallTarget.Local(start(function, List.of(
                        new Instruction.Alu(AluOperation.MOV, OperandWidth.W32, 0,
                                new SourceOperand.Immediate(Errno.EOPNOTSUPP.result())),
                        new Instruction.Exit())) - placed.next()));
            case Instruction.Call(CallTarget.Kfunc(Kfunc function)) ->
                new Instruction.Call(new CallTarget.KernelFunction(KernelTypes.number(function), 0));
            case Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.MayGoto _, Instruction.Alu _,
                 Instruction.ByteSwap _, Instruction.LoadImmediate _, Instruction.Load _, Instruction.Store _,
                 Instruction.Atomic _, Instruction.Branch _, Instruction.Jump _, Instruction.Call _, Instruction.Exit _,
                 Instruction.PacketLoad _ ->
                placed.instruction();
        };
    }

    /// The slot at which a stand-in for a helper or a function of the kernel begins; it is appended when it is first
    /// called.
    private int start(Object called, List<Instruction> body) {
        return starts.computeIfAbsent(called, _ -> {
            int at = program.slots() + slots(subprograms);
            subprograms.addAll(body);
            return at;
        });
    }

    /// What takes a helper's place where Linux leaves open what it gives, or does not say what it did.
    private Optional<List<Instruction>> standIn(Helper helper) {
        return switch (helper) {
            case KTIME_GET_NS, KTIME_GET_BOOT_NS, KTIME_GET_COARSE_NS, KTIME_GET_TAI_NS ->
                Optional.of(observed(Observer.NANOSECONDS));
            case JIFFIES64 -> Optional.of(observed(Observer.JIFFIES));
            case GET_NUMA_NODE_ID ->
                Optional.of(List.of(move(0, new SourceOperand.Immediate(0)), new Instruction.Exit()));
            case GET_PRANDOM_U32 -> Optional.of(observed(Observer.RANDOM));
            case GET_SMP_PROCESSOR_ID -> Optional.of(List.of(
                    move(0, new SourceOperand.Immediate(freedoms.cpu())), new Instruction.Exit()));
            case REDIRECT -> Optional.of(redirect());
            case REDIRECT_MAP -> Optional.of(redirectMap());
            case RINGBUF_RESERVE -> Optional.of(cleared());
            case MAP_LOOKUP_PERCPU_ELEM -> Optional.of(lookupOnCpu());
            case MAP_LOOKUP_ELEM, MAP_UPDATE_ELEM, MAP_DELETE_ELEM, STRNCMP, MAP_PUSH_ELEM, MAP_POP_ELEM, MAP_PEEK_ELEM,
                    SPIN_LOCK, SPIN_UNLOCK, TAIL_CALL, LOOP, FOR_EACH_MAP_ELEM, CSUM_DIFF,
                    XDP_ADJUST_HEAD, XDP_ADJUST_META, XDP_ADJUST_TAIL,
                    FIB_LOOKUP, CHECK_MTU,
                    XDP_GET_BUFF_LEN, XDP_LOAD_BYTES, XDP_STORE_BYTES, DYNPTR_READ, DYNPTR_WRITE, DYNPTR_DATA,
                    PERF_EVENT_OUTPUT, RINGBUF_OUTPUT,
                    RINGBUF_SUBMIT, RINGBUF_DISCARD, RINGBUF_QUERY, TRACE_PRINTK, TRACE_VPRINTK, NEXT_ENTRY ->
                Optional.empty();
        };
    }

    /// A value of the observer. It is read at run time, so that the verifier knows no more of it than of the
    /// helper's.
    private List<Instruction> observed(int field) {
        return List.of(observer(0, field), new Instruction.Load(AccessSize.DW, false, 0, 0, 0), new Instruction.Exit());
    }

    /// Reserves a record of R2 bytes and fills it with zeroes, which Linux leaves to the program.
    private static List<Instruction> cleared() {
        return List.of(
                move(6, new SourceOperand.Register(2)),
                call(Helper.RINGBUF_RESERVE),
                branch(Condition.EQ, 0, new SourceOperand.Immediate(0), 11),
                move(1, new SourceOperand.Register(0)),
                branch(Condition.LT, 6, new SourceOperand.Immediate(Long.BYTES), 4),
                new Instruction.Store(AccessSize.DW, 1, 0, new SourceOperand.Immediate(0)),
                add(1, Long.BYTES),
                add(6, -Long.BYTES),
                new Instruction.Jump(OperandWidth.W64, -5),
                branch(Condition.EQ, 6, new SourceOperand.Immediate(0), 4),
                new Instruction.Store(AccessSize.B, 1, 0, new SourceOperand.Immediate(0)),
                add(1, 1),
                add(6, -1),
                new Instruction.Jump(OperandWidth.W64, -5),
                new Instruction.Exit());
    }

    /// Looks a value up of a CPU as other engines number them: the run's own and the first change places.
    private List<Instruction> lookupOnCpu() {
        return List.of(
                new Instruction.Alu(AluOperation.MOV, OperandWidth.W32, 3, new SourceOperand.Register(3)),
                branch(Condition.GE, 3, new SourceOperand.Immediate(freedoms.cpus()), 6),
                branch(Condition.EQ, 3, new SourceOperand.Immediate(0), 3),
                branch(Condition.NE, 3, new SourceOperand.Immediate(cpu), 3),
                move(3, new SourceOperand.Immediate(0)),
                new Instruction.Jump(OperandWidth.W64, 1),
                move(3, new SourceOperand.Immediate(cpu)),
                new Instruction.Jump(OperandWidth.W64, 2),
                move(0, new SourceOperand.Immediate(0)),
                new Instruction.Exit(),
                call(Helper.MAP_LOOKUP_PERCPU_ELEM),
                new Instruction.Exit());
    }

    private static Instruction add(int dst, int number) {
        return new Instruction.Alu(AluOperation.ADD, OperandWidth.W64, dst, new SourceOperand.Immediate(number));
    }

    /// Notes interface R1 if the call is taken.
    private List<Instruction> redirect() {
        return List.of(
                new Instruction.Alu(AluOperation.MOV, OperandWidth.W32, 6, new SourceOperand.Register(1)),
                call(Helper.REDIRECT),
                branch(Condition.NE, 0, new SourceOperand.Immediate(XdpAction.REDIRECT.number()), 4),
                observer(1, 0),
                new Instruction.Store(AccessSize.DW, 1, Observer.INDEX, new SourceOperand.Register(6)),
                new Instruction.Store(AccessSize.DW, 1, Observer.KIND, new SourceOperand.Immediate(Observer.INTERFACE)),
                new Instruction.Exit());
    }

    /// Notes map R1, index R2 and flags R3 if the call is taken. If it found nothing, what is left is an interface; if
    /// its flags are wrong, nothing changes. Of a map that a device map stands in for, flags are wrong that device maps
    /// take.
    private List<Instruction> redirectMap() {
        var body = new ArrayList<Instruction>(List.of(
                move(6, new SourceOperand.Register(1)), move(7, new SourceOperand.Register(2)),
                move(8, new SourceOperand.Register(3))));
        forMap(body, KernelMap::isStoodIn, _ -> List.of(
                move(3, new SourceOperand.Register(8)),
                new Instruction.Alu(AluOperation.AND, OperandWidth.W64, 3,
                        new SourceOperand.Immediate(~RedirectFlags.ACTION)),
                branch(Condition.EQ, 3, new SourceOperand.Immediate(0), 1),
                new Instruction.Alu(AluOperation.OR, OperandWidth.W64, 8, new SourceOperand.Immediate(NO_FLAG))));
        body.addAll(List.of(
                move(1, new SourceOperand.Register(6)), move(2, new SourceOperand.Register(7)),
                move(3, new SourceOperand.Register(8)),
                call(Helper.REDIRECT_MAP),
                observer(1, 0),
                branch(Condition.EQ, 0, new SourceOperand.Immediate(XdpAction.REDIRECT.number()), 5),
                move(2, new SourceOperand.Register(8)),
                new Instruction.Alu(AluOperation.AND, OperandWidth.W64, 2,
                        new SourceOperand.Immediate(~RedirectFlags.takenBy(MapKind.DEVMAP))),
                branch(Condition.NE, 2, new SourceOperand.Immediate(0), 1),
                new Instruction.Store(AccessSize.DW, 1, Observer.KIND, new SourceOperand.Immediate(Observer.INTERFACE)),
                new Instruction.Exit(),
                new Instruction.Store(AccessSize.DW, 1, Observer.INDEX, new SourceOperand.Register(7)),
                new Instruction.Store(AccessSize.DW, 1, Observer.FLAGS, new SourceOperand.Register(8))));
        forMap(body, MapSpec::holdsTargets, map -> List.of(new Instruction.Store(AccessSize.DW, 1, Observer.KIND,
                new SourceOperand.Immediate(Observer.FIRST_MAP + map))));
        body.add(new Instruction.Exit());
        return body;
    }

    /// Code for each map of these that R6 may be, given its number.
    private void forMap(List<Instruction> body, Predicate<MapSpec> which, IntFunction<List<Instruction>> code) {
        for (int map = 0; map < program.maps().size(); map++) {
            if (which.test(program.maps().get(map))) {
                List<Instruction> own = code.apply(map);
                body.add(new Instruction.LoadImmediate(5, new Immediate64.MapByDescriptor(descriptors.get(map))));
                body.add(branch(Condition.NE, 6, new SourceOperand.Register(5), slots(own)));
                body.addAll(own);
            }
        }
    }

    private Instruction observer(int dst, int field) {
        return new Instruction.LoadImmediate(dst, new Immediate64.MapValueByDescriptor(observer, field));
    }

    private static Instruction move(int dst, SourceOperand source) {
        return new Instruction.Alu(AluOperation.MOV, OperandWidth.W64, dst, source);
    }

    private static Instruction branch(Condition condition, int left, SourceOperand right, int offset) {
        return new Instruction.Branch(condition, OperandWidth.W64, left, right, offset);
    }

    private static Instruction call(Helper helper) {
        return new Instruction.Call(new CallTarget.HelperNumber(helper.number()));
    }

    private static int slots(List<Instruction> instructions) {
        return instructions.stream().mapToInt(Instruction::slots).sum();
    }
}
