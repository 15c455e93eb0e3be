package xdp2rtl.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.ArgumentKind;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperEffect;

/// Where a program reads memory that packets share and then writes it, in two steps: global data, and values of maps
/// that are not per CPU. Packets that run at the same time come between the two, on a core as on Linux's CPUs, and one
/// of the changes is lost. Atomic instructions are one step, and what is done while a lock is held nobody comes
/// between.
///
/// A write counts where bytes that it can write may have been read before on the way to it, in whatever entry of the
/// map.
public final class SharedChanges {
    private static final int ARGUMENTS = 5;
    /// Bytes (RFC 9669, section 5.3).
    private static final int LEAST_ATOMIC = 4;

    private final Analysis analysis;
    private final Refusal refusal;
    private final LockUses locks;
    private final Map<Integer, Set<Read>> before = new HashMap<>();
    /// By the write's slot and map.
    private final Map<List<Integer>, Change> found = new LinkedHashMap<>();

    /// Bytes of values of a map that the instruction at a slot has read, or that it writes; the last is `high`.
    private record Read(int slot, int map, long low, long high) {}

    /// A write whose bytes were read before.
    /// @param slot   of the instruction
    /// @param map    whose value is changed
    /// @param bytes  that it writes
    /// @param reads  slots of the instructions that read them before
    /// @param atomic the C function that does the same in one step, where one does
    public record Change(int slot, MapSpec map, int bytes, Set<Integer> reads, Optional<String> atomic) {
        public Change { reads = Set.copyOf(reads); }

        /// The same, with what another way to it has read.
        private Change and(Change other) {
            var all = new HashSet<>(reads);
            all.addAll(other.reads);
            return new Change(slot, map, bytes, all, atomic);
        }

        /// What to write instead.
        public String remedy() {
            String own = map.isPerCpu() ? "leave values of other CPUs to the host, which reads them too"
                    : "a map of type %s, in which every packet in flight has a value of its own".formatted(
                            map.isArray() ? "percpu_array" : "percpu_hash");
            String use = map.isPerCpu() ? own : "use " + own;
            if (bytes < LEAST_ATOMIC) {
                return "Make it 4 or 8 bytes wide, as atomic instructions are, and use one, or " + use;
            }
            return atomic.map(name -> "Use %s(), which is one step, or %s".formatted(name, own))
                    .orElse("Change it with __sync_val_compare_and_swap() until nobody came between, or " + use);
        }
    }

    private SharedChanges(Analysis analysis) {
        this.analysis = analysis;
        this.refusal = new Refusal(analysis.cfg());
        this.locks = LockUses.of(analysis, _ -> {});
    }

    /// All of them that can be reached, by slot.
    /// @throws xdp2rtl.diagnostic.InputError for a program that cannot be followed
    public static List<Change> of(Program program, Entry entry) {
        if (program.maps().stream().noneMatch(map -> isShared(program, map))) { return List.of(); }
        var changes = new SharedChanges(Analysis.of(program, entry));
        changes.follow();
        return changes.found.entrySet().stream().sorted(Map.Entry.comparingByKey(
                (a, b) -> Integer.compare(a.getFirst(), b.getFirst()))).map(Map.Entry::getValue).toList();
    }

    /// Values of CPUs are shared where the program looks up those of others.
    private static boolean isShared(Program program, MapSpec map) {
        return (!map.isPerCpu() || program.calls(Helper.MAP_LOOKUP_PERCPU_ELEM)) && !map.readOnly()
                && !map.holdsDevices();
    }

    private void follow() {
        var open = new TreeSet<Integer>(Set.of(0));
        before.put(0, new HashSet<>());
        while (!open.isEmpty()) {
            BasicBlock block = analysis.cfg().blocks().get(open.removeFirst());
            Optional<State> start = analysis.before(block.id());
            if (start.isEmpty()) {
                continue;
            }
            State state = start.get();
            Set<Read> reads = new HashSet<>(before.get(block.id()));
            boolean held = locks.isHeldBefore(block.id());
            for (int at = 0; at < block.nodes().size(); at++) {
                Node node = block.nodes().get(at);
                held = LockUses.change(node).map(helper -> helper.effect() == HelperEffect.LOCKS).orElse(held);
                step(state, block, at, reads, held);
                analysis.transfer().step(state, node);
            }
            for (int next : analysis.successors(block, state)) {
                boolean first = !before.containsKey(next);
                if (before.computeIfAbsent(next, _ -> new HashSet<>()).addAll(reads) || first) {
                    open.add(next);
                }
            }
        }
    }

    private void step(State state, BasicBlock block, int at, Set<Read> reads, boolean held) {
        Node node = block.nodes().get(at);
        switch (node.instruction()) {
            case Instruction.Load load ->
                reads.addAll(touched(state, node, load.base(), load.offset(), load.size().bytes()));
            case Instruction.LoadAcquire load ->
                reads.addAll(touched(state, node, load.base(), load.offset(), load.size().bytes()));
            case Instruction.Atomic atomic when atomic.fetch() ->
                reads.addAll(touched(state, node, atomic.base(), atomic.offset(), atomic.size().bytes()));
            case Instruction.Store store -> stored(state, block, at, reads, held, store);
            case Instruction.StoreRelease release -> stored(state, block, at, reads, held, release.plain());
            case Instruction.Call(CallTarget.HelperNumber(int number)) -> called(state, node, number, reads);
            case Instruction.MayGoto _, Instruction.Atomic _, Instruction.Alu _, Instruction.ByteSwap _,
                 Instruction.LoadImmediate _, Instruction.Branch _, Instruction.Jump _, Instruction.Call _,
                 Instruction.Exit _, Instruction.PacketLoad _ ->
                {}
        }
    }

    private void stored(State state, BasicBlock block, int at, Set<Read> reads, boolean held, Instruction.Store store) {
        Node node = block.nodes().get(at);
        if (!held) {
            touched(state, node, store.base(), store.offset(), store.size().bytes())
                    .forEach(write -> written(write, reads, store.size().bytes(), atomicOf(block, at, store)));
        }
    }

    /// A helper that is given a value may read all of it, and one that writes to it has read it; an update writes all
    /// of one.
    private void called(State state, Node node, int number, Set<Read> reads) {
        List<ArgumentKind> arguments = Helper.of(number).orElseThrow().arguments();
        for (int register = 1; register <= ARGUMENTS; register++) {
            if (register <= arguments.size() && arguments.get(register - 1) == ArgumentKind.BUFFER) {
                filled(state, node, register, reads);
            } else if (register <= arguments.size() && arguments.get(register - 1) == ArgumentKind.TAKEN_VALUE) {
                taken(state, node, register, reads);
            } else if (register <= arguments.size() && arguments.get(register - 1) == ArgumentKind.LOCK) {
                continue;
            } else
                if (state.type(node.frame(), register) instanceof Type.MapValue(List<Integer> maps, Range offset, _)) {
                    shared(maps).forEach(map -> reads.add(
                            new Read(node.slot(), map, offset.low(), refusal.map(map).valueSize())));
                }
        }
        for (int i = 0; i < arguments.size(); i++) {
            int bytes = arguments.get(i).changedBytes();
            if (bytes > 0) {
                touched(state, node, Registers.FIRST_ARGUMENT + i, 0, bytes)
                        .forEach(write -> add(write, Set.of(node.slot()), bytes, Optional.empty()));
            }
        }
        if (number == Helper.MAP_UPDATE_ELEM.number()) {
            shared(refusal.places(state.type(node.frame(), 1))).forEach(map -> written(
                    new Read(node.slot(), map, Long.MIN_VALUE, Long.MAX_VALUE), reads, refusal.map(map).valueSize(),
                    Optional.empty()));
        }
    }

    private void filled(State state, Node node, int register, Set<Read> reads) {
        int bytes = state.type(node.frame(), register + 1) instanceof Type.Number(Range size) ? (int) size.high() : 0;
        touched(state, node, register, 0, bytes).forEach(write -> written(write, reads, bytes, Optional.empty()));
    }

    /// A value that is taken out of a map without keys, or looked for in one.
    private void taken(State state, Node node, int register, Set<Read> reads) {
        MapSpec from = refusal.map(refusal.places(state.type(node.frame(), 1)).getFirst());
        List<Read> touched = touched(state, node, register, 0, from.valueSize());
        if (from.isFilter()) {
            reads.addAll(touched);
        } else {
            touched.forEach(write -> written(write, reads, from.valueSize(), Optional.empty()));
        }
    }

    /// A write, which is a change if its bytes were read.
    private void written(Read write, Set<Read> reads, int bytes, Optional<String> atomic) {
        Set<Integer> before = reads.stream().filter(read -> overlap(read, write)).map(Read::slot)
                .collect(Collectors.toSet());
        if (!before.isEmpty()) {
            add(write, before, bytes, atomic);
        }
    }

    private void add(Read write, Set<Integer> before, int bytes, Optional<String> atomic) {
        found.merge(List.of(write.slot(), write.map()),
                new Change(write.slot(), refusal.map(write.map()), bytes, before, atomic), Change::and);
    }

    private List<Integer> shared(List<Integer> maps) {
        return maps.stream().filter(map -> isShared(analysis.cfg().program(), refusal.map(map))).toList();
    }

    private List<Read> touched(State state, Node node, int base, int offset, int bytes) {
        return state.type(node.frame(), base) instanceof Type.MapValue(List<Integer> maps, Range from, _)
                ? shared(maps).stream()
                        .map(map -> new Read(node.slot(), map, from.low() + offset, from.high() + offset + bytes - 1))
                        .toList()
                : List.of();
    }

    private static boolean overlap(Read one, Read other) {
        return one.map() == other.map() && one.low() <= other.high() && other.low() <= one.high();
    }

    /// The atomic function of a store of what was loaded from the same place, changed by one operation: `r += x`
    /// between the two.
    private static Optional<String> atomicOf(BasicBlock block, int at, Instruction.Store store) {
        if (!(store.source() instanceof SourceOperand.Register(int value))) { return Optional.empty(); }
        var operations = new ArrayList<AluOperation>();
        for (Node node : block.nodes().subList(0, at).reversed()) {
            if (node.instruction() instanceof Instruction.Alu alu && alu.dst() == value) {
                operations.add(alu.op());
            } else if (node.instruction() instanceof Instruction.Load load && load.dst() == value) {
                boolean same =
                        load.base() == store.base() && load.offset() == store.offset() && load.size() == store.size();
                return same && operations.size() == 1 ? name(operations.getFirst()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<String> name(AluOperation operation) {
        return switch (operation) {
            case ADD -> Optional.of("__sync_fetch_and_add");
            case SUB -> Optional.of("__sync_fetch_and_sub");
            case OR -> Optional.of("__sync_fetch_and_or");
            case AND -> Optional.of("__sync_fetch_and_and");
            case XOR -> Optional.of("__sync_fetch_and_xor");
            case MUL, DIV, SDIV, LSH, RSH, NEG, MOD, SMOD, MOV, MOVSX8, MOVSX16, MOVSX32, ARSH -> Optional.empty();
        };
    }
}
