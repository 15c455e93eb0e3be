package xdp2rtl.verifier;

import static xdp2rtl.ebpf.Registers.RESULT;

import java.util.List;
import java.util.Optional;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AtomicOperation;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapFlags;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.MapTrait;
import xdp2rtl.linux.Obstacle;

/// Loads, stores and atomic operations, and the memory that helpers are given.
final class MemoryTypes {
    private final Refusal refusal;

    MemoryTypes(Refusal refusal) { this.refusal = refusal; }

    Typed load(State state, Node node, Instruction.Load load) {
        int bytes = load.size().bytes();
        Range range = Range.ofBytes(bytes, load.signed());
        Type base = refusal.use(state, node, load.base());
        if (base instanceof Type.Context(int offset)) {
            return Typed.of(ContextField.of(refusal, node, offset + load.offset(), load.size(), load.signed())
                    .type());
        }
        Optional<StackSpan> span = touch(node, base, load.offset(), bytes, false);
        if (span.isEmpty()) { return Typed.of(constant(base, load).map(Type::constant).orElse(Type.number(range))); }
        Typed found = read(state, node, span.get(), bytes);
        return found.type() instanceof Type.Number(Range inside) && !inside.within(range)
                ? Typed.of(Type.number(range)) : found;
    }

    /// What is in read-only data is known (`bpf_map_direct_read` of Linux, kernel/bpf/verifier.c).
    private Optional<Long> constant(Type base, Instruction.Load load) {
        if (!(base instanceof Type.MapValue(List<Integer> maps, Range offset, _)) || maps.size() != 1
                || !offset.isConstant()) {
            return Optional.empty();
        }
        MapSpec map = refusal.map(maps.getFirst());
        long at = offset.low() + load.offset();
        if (!map.readOnly() || at < 0 || at + load.size().bytes() > map.valueSize()) { return Optional.empty(); }
        return map.contents().map(contents -> contents.number((int) at, load.size().bytes(), load.signed()));
    }

    private Typed read(State state, Node node, StackSpan span, int bytes) {
        if (span.exact()) { return state.load(span.frame(), span.start(), span.size(), Transfer.name(node)); }
        Typed found = state.load(span.frame(), span.start(), span.size());
        if (found.type() instanceof Type.Unset unset) { throw refusal.of(node, "may read stack that ", unset); }
        if (found.type() instanceof Type.Tainted) { return found; }
        return Typed.of(Type.number(Range.ofBytes(bytes, false)));
    }

    void store(State state, Node node, Instruction.Store store) {
        int bytes = store.size().bytes();
        Typed value = switch (store.source()) {
            case SourceOperand.Immediate(int number) -> Typed.of(
                    Type.constant(bytes == 8 ? number : number & (1L << 8 * bytes) - 1));
            case SourceOperand.Register(int register) -> state.register(node.frame(), register);
        };
        Type base = refusal.use(state, node, store.base());
        Optional<StackSpan> span = touch(node, base, store.offset(), bytes, true);
        if (span.isEmpty() || !span.get().exact()) {
            if (store.source() instanceof SourceOperand.Register(int register)) {
                refusal.number(state, node, register);
            }
            span.ifPresent(s -> state.scribble(s.frame(), s.start(), s.size()));
            return;
        }
        StackSpan at = span.get();
        if (value.type().isPointer() && store.size() != AccessSize.DW) {
            Taint taint =
                    new Taint.Made(node, "stores a part of " + value.type().text(), Transfer.ELSEWHERE, "");
            state.store(at.frame(), at.start(), bytes, Typed.of(new Type.Tainted(taint)));
            return;
        }
        if (value.type() instanceof Type.Stack(int frame, _) && frame > at.frame()) {
            throw refusal.of(node, "stores a pointer into a stack frame that ends before the memory does");
        }
        boolean whole = !(value.type() instanceof Type.Number(Range range))
                || range.within(Range.ofBytes(bytes, false));
        if (whole && store.source() instanceof SourceOperand.Register(int register)) {
            value = state.named(node.frame(), register, Transfer.name(node));
        }
        state.store(at.frame(), at.start(), bytes, whole ? value
                : Typed.of(Type.number(Range.ofBytes(bytes, false))));
    }

    /// Of the context and of packets Linux allows none (`atomic_ptr_type_ok`, kernel/bpf/verifier.c).
    void ordered(State state, Node node, int register, int offset, int bytes) {
        Type base = refusal.use(state, node, register);
        if (base instanceof Type.Context || base instanceof Type.Packet) {
            throw refusal.of(node, "is an ordered access through " + base.text(), "Linux refuses that too",
                    "Use a plain one: only this run sees it");
        }
        aligned(node, base, offset, bytes);
    }

    private void aligned(Node node, Type base, int offset, int bytes) {
        if (base instanceof Type.MapValue(_, Range from, _) && from.isConstant()
                && (from.low() + offset) % bytes != 0) {
            throw refusal.of(node, "is not aligned to " + bytes + " bytes", "Linux refuses that too", "");
        }
    }

    void atomic(State state, Node node, Instruction.Atomic atomic) {
        refusal.number(state, node, atomic.src());
        if (atomic.op() == AtomicOperation.CMPXCHG) {
            refusal.number(state, node, RESULT);
        }
        int bytes = atomic.size().bytes();
        Type base = refusal.use(state, node, atomic.base());
        touch(node, base, atomic.offset(), bytes, true).ifPresent(span -> {
            Typed found = state.load(span.frame(), span.start(), span.size());
            if (found.type() instanceof Type.Tainted tainted) { throw refusal.of(node, "changes what ", tainted); }
            if (!(found.type() instanceof Type.Number)) { throw refusal.of(node, "changes a pointer on the stack"); }
            state.scribble(span.frame(), span.start(), span.size());
        });
        aligned(node, base, atomic.offset(), bytes);
        if (atomic.fetch()) {
            int target = atomic.op() == AtomicOperation.CMPXCHG ? RESULT : atomic.src();
            state.set(node.frame(), target, Typed.of(Type.number(Range.ofBytes(bytes, false))));
        }
    }

    /// Checks an access as far as it can be checked; the part of the stack it touches if it is one to the
    /// stack.
    Optional<StackSpan> touch(Node node, Type base, int offset, int bytes, boolean writes) {
        switch (base) {
            case Type.Stack stack -> {
                return Optional.of(StackSpan.of(stack, offset, bytes).orElseThrow(() -> refusal.of(node,
                        "touches " + bytes + " bytes at " + (stack.offset().low() + offset)
                                + " from the frame pointer",
                        "the stack is the 512 bytes below it", "")));
            }
            case Type.Packet packet -> {
                if (packet.root() != Type.Packet.META && packet.place().within(new Range(0, Long.MAX_VALUE))
                        && packet.from().high() + offset < 0 && packet.from().high() < Long.MAX_VALUE / 2) {
                    throw refusal.of(node, "touches bytes in front of the packet", "Linux refuses that too",
                            "Use ctx->data_meta");
                }
            }
            case Type.MapValue value -> value.maps()
                    .forEach(map -> mapValue(node, refusal.map(map), value, offset, bytes, writes));
            case Type.Record record -> new RecordUses(refusal).touch(node, record, offset, bytes);
            case Type.Context(int at) when writes && ContextField.isQueue(at + offset) ->
                throw refusal.of(node, "writes rx_queue_index", Obstacle.QUEUE_CHOICE);
            case Type.Context _ -> throw refusal.of(
                    node, writes ? "writes to the context" : "hands over the context as memory",
                    "Linux refuses that too", "");
            case Type.PacketEnd _ -> throw refusal.of(
                    node, "touches memory through data_end", "Linux refuses that too", "");
            case Type.Map _, Type.InnerMap _ -> throw refusal.of(node, "touches memory through a map",
                    "what is there are the kernel's own fields of the map",
                    "Look up an element first");
            case Type.Half _ -> throw refusal.of(node, "touches memory through half of a pointer");
            case Type.Function _ -> throw refusal.of(node, "touches memory through a function",
                    "Linux refuses that too", "");
            case Type.Number _ -> throw refusal.of(node, "touches memory through a number",
                    "only pointers lead to memory", "");
            case Type.Stale _ ->
                throw refusal.of(node, "touches memory through " + base.text(), "Linux refuses that too",
                        "Read ctx->data again");
            case Type.Unset unset -> throw refusal.of(node, "touches memory through what ", unset);
            case Type.Tainted tainted -> throw refusal.of(node, "touches memory through what ", tainted);
        }
        return Optional.empty();
    }

    private void mapValue(Node node, MapSpec map, Type.MapValue value, int offset, int bytes, boolean writes) {
        if (value.nullable()) {
            throw refusal.of(node, "touches a value of map " + map.name() + " that may be null",
                    "the key may not be there",
                    "Compare the pointer with NULL first");
        }
        if (value.offset().plus(Range.of(offset)).high() < 0 || value.offset().low() + offset
                + bytes > map.valueSize()) {
            throw refusal.of(node, "touches " + bytes + " bytes at " + (value.offset().low() + offset)
                    + " of a value of map " + map.name(),
                    "a value has " + map.valueSize() + " bytes", "");
        }
        if (map.touchesLock(value.offset().low() + offset, value.offset().high() + offset + bytes - 1)) {
            throw refusal.of(node, "touches the lock of a value of map " + map.name(), "Linux refuses that too",
                    "Leave it to bpf_spin_lock() and bpf_spin_unlock()");
        }
        if (writes && (map.readOnly() || (map.flags() & MapFlags.RDONLY_PROG) != 0
                || !map.type().has(MapTrait.WRITABLE))) {
            throw refusal.of(node, "writes to map " + map.name(), "a program may only read it", "");
        }
        if (!writes && map.type() == MapKind.XSKMAP) {
            throw refusal.of(node, "reads a socket of map " + map.name(), "the card has none",
                    "Compare the pointer with NULL only");
        }
        if (!writes && (map.flags() & MapFlags.WRONLY_PROG) != 0) {
            throw refusal.of(node, "reads from map " + map.name(), "a program may only write it", "");
        }
    }

    /// Memory that a helper writes: what was in it is not known any more.
    void filled(State state, Node node, int register, int bytes) {
        Type base = refusal.use(state, node, register);
        touch(node, base, 0, bytes, true).ifPresent(span -> {
            if (state.load(span.frame(), span.start(), span.size()).type().isPointer()) {
                throw refusal.of(node, "lets a helper write over a pointer, through r" + register);
            }
            state.scribble(span.frame(), span.start(), span.size());
        });
    }

    /// Memory that a helper reads: its place is checked, and that no pointer lies in it.
    void given(State state, Node node, int register, int bytes) {
        Type base = refusal.use(state, node, register);
        touch(node, base, 0, bytes, false).ifPresent(span -> {
            Type found = state.load(span.frame(), span.start(), span.size()).type();
            String reads = "reads stack through r" + register + " that ";
            if (found instanceof Type.Unset unset) { throw refusal.of(node, reads, unset); }
            if (found instanceof Type.Tainted tainted) { throw refusal.of(node, reads, tainted); }
            if (span.exact() && found.isPointer()) {
                throw refusal.of(node, "reads a pointer as a number, through r" + register);
            }
        });
    }

    /// Memory that a helper reads and writes, which packets are not (`may_access_direct_pkt_data` of Linux).
    void changed(State state, Node node, int register, int bytes) {
        Type base = refusal.use(state, node, register);
        if (base instanceof Type.Packet) {
            throw refusal.of(node, "lets a helper change the packet through r" + register, "Linux refuses that too",
                    "Give it a variable on the stack");
        }
        given(state, node, register, bytes);
        touch(node, base, 0, bytes, true).ifPresent(span -> state.scribble(span.frame(), span.start(), span.size()));
    }
}
