package xdp2rtl.reach;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.NameTable;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.AddressSpace;
import xdp2rtl.engine.interpreter.Dynptrs;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.Clock;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.Kfunc;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.MapContents;

/// What the results of helpers depend on.
final class ShadowCalls {
    private static final int INDEX_BYTES = 4;
    /// What a lookup is taken to give that found nothing in the run.
    private static final long SOMETHING = 1;

    private final Program program;
    private final Inputs inputs;
    private final Shadow shadow;
    private final ShadowMemory memory;
    /// Where the packet begins in its page.
    private int data = CoreConfig.HEADROOM;

    ShadowCalls(Program program, Inputs inputs, Shadow shadow, ShadowMemory memory) {
        this.program = program;
        this.inputs = inputs;
        this.shadow = shadow;
        this.memory = memory;
    }

    /// A field of the context has been loaded.
    void field(int offset, int register, long value) {
        switch (offset) {
            case 4 -> shadow.set(register, distance(value));
            case 12 -> shadow.set(register, input(new Variable.Interface()));
            case 16 -> shadow.set(register, input(new Variable.Queue()));
            default -> shadow.set(register, Term.constant(value));
        }
    }

    private Term input(Variable variable) {
        return new Term.Input(variable, inputs.get(program, variable));
    }

    /// A number that grows with the packet.
    private Term distance(long value) {
        return plus(Term.constant(value - inputs.packet().length()), input(new Variable.Length()));
    }

    private static Term plus(Term left, Term right) {
        return Term.operation(AluOperation.ADD, OperandWidth.W64, left, right);
    }

    private static Term narrow(Term term) {
        return Term.operation(AluOperation.MOV, OperandWidth.W32, Term.constant(0), term);
    }

    private static Shadow.After nothing(Runnable before) {
        before.run();
        return Shadow.After.NOTHING;
    }

    private Shadow.After result(Term term) {
        return (now, _, _) -> shadow.set(Registers.RESULT, term.value() == now[Registers.RESULT] ? term
                : Term.constant(now[Registers.RESULT]));
    }

    /// What is to be done behind a call.
    Shadow.After helper(Helper helper, int slot, long[] r, AddressSpace space) {
        return switch (helper) {
            case MAP_LOOKUP_ELEM -> lookup(slot, map(r[1]), r, space);
            case MAP_LOOKUP_PERCPU_ELEM ->
                (int) r[3] == 0 ? lookup(slot, map(r[1]), r, space) : Shadow.After.NOTHING;
            case MAP_UPDATE_ELEM -> {
                boolean fresh = (r[4] & UpdateFlags.NOEXIST) != 0;
                boolean known = (r[4] & UpdateFlags.EXIST) != 0;
                List<Term> key = key(map(r[1]), r[2], space);
                shadow.add(new Choice.Added(slot, map(r[1]), value(key)));
                yield fresh || known ? result(found(map(r[1]), key, fresh ? Errno.EEXIST.result() : 0,
                        fresh ? 0 : Errno.ENOENT.result())) : Shadow.After.NOTHING;
            }
            case MAP_DELETE_ELEM ->
                result(found(map(r[1]), key(map(r[1]), r[2], space), 0, Errno.ENOENT.result()));
            case REDIRECT_MAP -> {
                List<Term> key = parts(shadow.of(2, r), INDEX_BYTES);
                look(slot, map(r[1]), key);
                Shadow.After found = result(found(map(r[1]), key, XdpAction.REDIRECT.number(), r[3] & 3));
                yield (now, next, then) -> {
                    ended(slot, XdpAction.REDIRECT.is(now[Registers.RESULT]));
                    found.run(now, next, then);
                };
            }
            case TAIL_CALL -> {
                look(slot, map(r[2]), parts(shadow.of(3, r), INDEX_BYTES));
                yield (_, next, _) -> ended(slot, next != slot + 1);
            }
            case MAP_POP_ELEM, MAP_PEEK_ELEM -> nothing(() -> peek(slot, map(r[1]), r, space));
            case XDP_ADJUST_HEAD -> {
                int by = (int) r[2];
                Term left = Term.constant(data - CoreConfig.HEADROOM + by + CoreConfig.MIN_PACKET);
                Shadow.After kept = by < 0 ? Shadow.After.NOTHING : result(either(left, input(new Variable.Length())));
                yield (now, at, then) -> {
                    data += now[Registers.RESULT] == 0 ? by : 0;
                    kept.run(now, at, then);
                };
            }
            case XDP_ADJUST_TAIL -> {
                Term by = Term.operation(AluOperation.MOVSX32, OperandWidth.W64, Term.constant(0), shadow.of(2, r));
                int kept = data - CoreConfig.HEADROOM + CoreConfig.MIN_PACKET;
                Term end = plus(input(new Variable.Length()), by);
                yield result((int) r[2] < 0 ? either(Term.constant(kept), end)
                        : either(end, Term.constant(CoreConfig.MAX_LINEAR)));
            }
            case XDP_LOAD_BYTES -> copied(shadow.of(2, r), shadow.of(4, r), 0, r[3], true);
            case XDP_STORE_BYTES -> copied(shadow.of(2, r), shadow.of(4, r), 0, r[3], false);
            case DYNPTR_READ -> copied(shadow.of(4, r), shadow.of(2, r), Dynptrs.offset(space, r[3]), r[1], true);
            case DYNPTR_WRITE -> copied(shadow.of(2, r), shadow.of(4, r), Dynptrs.offset(space, r[1]), r[3], false);
            case XDP_GET_BUFF_LEN ->
                (now, _, _) -> shadow.set(Registers.RESULT, distance(now[Registers.RESULT]));
            case KTIME_GET_NS, KTIME_GET_BOOT_NS, KTIME_GET_COARSE_NS, KTIME_GET_TAI_NS ->
                result(input(new Variable.Time()));
            case JIFFIES64 -> result(Term.operation(AluOperation.DIV, OperandWidth.W64, input(new Variable.Time()),
                    Term.constant(Clock.NANOSECONDS_A_JIFFY)));
            case GET_PRANDOM_U32 -> result(input(new Variable.Lot()));
            case GET_SMP_PROCESSOR_ID, GET_NUMA_NODE_ID, XDP_ADJUST_META, CSUM_DIFF, FIB_LOOKUP, CHECK_MTU, REDIRECT,
                    PERF_EVENT_OUTPUT, STRNCMP, MAP_PUSH_ELEM, RINGBUF_OUTPUT, RINGBUF_RESERVE, RINGBUF_SUBMIT,
                    RINGBUF_DISCARD, RINGBUF_QUERY, TRACE_PRINTK, TRACE_VPRINTK, SPIN_LOCK, SPIN_UNLOCK, LOOP,
                    FOR_EACH_MAP_ELEM, NEXT_ENTRY, DYNPTR_DATA ->
                Shadow.After.NOTHING;
        };
    }

    /// What is to be done behind a call of a function of the kernel.
    Shadow.After kernel(Kfunc function, long[] r) {
        return switch (function) {
            case DYNPTR_SIZE -> (now, _, _) -> shadow.set(Registers.RESULT, distance(now[Registers.RESULT]));
            case DYNPTR_SLICE, DYNPTR_SLICE_RDWR -> {
                Term end = plus(narrow(shadow.of(2, r)), narrow(shadow.of(4, r)));
                yield (now, _, _) -> shadow.set(Registers.RESULT, compared(end, input(new Variable.Length()),
                        now[Registers.RESULT] == 0 ? SOMETHING : now[Registers.RESULT], 0));
            }
            case RCU_READ_LOCK, RCU_READ_UNLOCK, PREEMPT_DISABLE, PREEMPT_ENABLE, ITER_NUM_NEW, ITER_NUM_NEXT,
                    ITER_NUM_DESTROY, DYNPTR_FROM_XDP, DYNPTR_IS_NULL, DYNPTR_IS_RDONLY,
                    DYNPTR_ADJUST,
                    DYNPTR_CLONE, DYNPTR_COPY, DYNPTR_MEMSET, XDP_METADATA_RX_TIMESTAMP,
                    XDP_METADATA_RX_HASH, XDP_METADATA_RX_VLAN_TAG ->
                Shadow.After.NOTHING;
        };
    }

    private static int map(long address) {
        return AddressSpace.region(address) - AddressSpace.FIRST_HANDLE;
    }

    private List<Term> key(int map, long address, AddressSpace space) {
        return memory.load(address, program.maps().get(map).keySize(), space);
    }

    private static List<Term> parts(Term term, int bytes) {
        return IntStream.range(0, bytes).mapToObj(at -> Term.part(term, at)).toList();
    }

    private static Bytes value(List<Term> bytes) {
        byte[] value = new byte[bytes.size()];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) bytes.get(i).value();
        }
        return Bytes.of(value);
    }

    private Shadow.After lookup(int slot, int map, long[] r, AddressSpace space) {
        List<Term> key = key(map, r[2], space);
        if (program.maps().get(map).holdsMaps()) {
            look(slot, map, key);
        }
        return (now, _, _) -> {
            long at = now[Registers.RESULT];
            if (at != 0) {
                memory.found(at, value(key));
            }
            Term term = found(map, key, at == 0 ? SOMETHING : at, 0);
            shadow.set(Registers.RESULT, term.value() == at ? term : Term.constant(at));
        };
    }

    private Term found(int map, List<Term> key, long ifFound, long ifNot) {
        boolean there = Keys.has(program, inputs, map, value(key));
        return new Term.Found(map, key, ifFound, ifNot, there ? ifFound : ifNot,
                1 + key.stream().mapToInt(Term::size).sum());
    }

    private void ended(int slot, boolean found) {
        shadow.ends().set(Choice.Branched.edge(slot, found));
    }

    /// Another entry may lead elsewhere.
    private void look(int slot, int map, List<Term> key) {
        MapSpec spec = program.maps().get(map);
        List<Bytes> values = spec.holdsNames() ? spec.names().map(NameTable::names).orElse(List.of()).stream()
                .map(name -> MapContents.named("map " + spec.name(), spec, name)).toList()
                : Keys.first(spec).stream().toList();
        shadow.add(new Choice.Looked(slot, map, value(key), values));
    }

    private void peek(int slot, int map, long[] r, AddressSpace space) {
        MapSpec spec = program.maps().get(map);
        Bytes value = spec.isFilter() ? Bytes.of(space.read(r[2], spec.valueSize()))
                : Bytes.of(new byte[spec.valueSize()]);
        int held = inputs.maps().getOrDefault(map, Map.of()).size();
        shadow.add(new Choice.Looked(slot, map, MapContents.key(held), List.of(value)));
    }

    /// 0 if `left` is not more, else -EINVAL.
    private Term either(Term left, Term right) {
        return compared(left, right, 0, Errno.EINVAL.result());
    }

    private static Term compared(Term left, Term right, long ifSo, long ifNot) {
        boolean holds = left.value() <= right.value();
        return new Term.Either(left, right, ifSo, ifNot, holds ? ifSo : ifNot,
                1 + left.size() + right.size());
    }

    /// @param part where the part of the packet begins that `offset` counts in
    private Shadow.After copied(Term offset, Term size, int part, long buffer, boolean load) {
        Term end = plus(Term.constant(part), plus(narrow(offset), narrow(size)));
        Shadow.After result = result(either(end, input(new Variable.Length())));
        long in = AddressSpace.address(AddressSpace.PACKET, data + part + (int) offset.value());
        int length = (int) size.value();
        return (now, slot, space) -> {
            if (now[Registers.RESULT] == 0) {
                long from = load ? in : buffer;
                List<Term> bytes = memory.load(from, length, space);
                for (int i = 0; i < length; i++) {
                    memory.store((load ? buffer : in) + i, AccessSize.B.bytes(), bytes.get(i));
                }
            }
            result.run(now, slot, space);
        };
    }
}
