package xdp2rtl.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.ebpf.AtomicOperation;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Width;
import xdp2rtl.verifier.ContextField;
import xdp2rtl.verifier.StackSpan;
import xdp2rtl.verifier.Type;

/// Loads, stores and atomic operations (RFC 9669, section 5).
final class MemoryLowering {
    private final Site site;
    private final Emitter emitter;
    private final StackLowering pieces;

    MemoryLowering(Site site) {
        this.site = site;
        this.emitter = site.emitter;
        this.pieces = new StackLowering(site);
    }

    void load(Instruction.Load load) {
        int bytes = load.size().bytes();
        if (site.type(load.base()) instanceof Type.Context(int offset)) {
            site.write(load.dst(), context(ContextField.of(
                    site.refusal, site.node(), offset + load.offset(), load.size(), load.signed())));
            return;
        }
        Optional<StackSpan> span = promoted(load.base(), load.offset(), bytes);
        if (span.isPresent()) {
            Value value = pieces.gather(site.stack.pieces(span.get()), span.get().start(), bytes);
            site.write(load.dst(), load.signed() ? extended(value, bytes) : value);
        } else {
            site.write(load.dst(), emitter.load(access(load.base(), load.offset(), bytes), load.signed()));
        }
    }

    private Value extended(Value value, int bytes) {
        AluOp op = switch (bytes) {
            case 1 -> AluOp.SEXT8;
            case 2 -> AluOp.SEXT16;
            default -> AluOp.SEXT32;
        };
        return emitter.alu(op, value, 0);
    }

    private Value context(ContextField field) {
        return switch (field) {
            case DATA -> Value.ZERO;
            case DATA_END -> emitter.get(Special.LENGTH);
            case DATA_META -> site.metadata ? emitter.alu(AluOp.RSUB, emitter.get(Special.META), 0)
                    : Value.ZERO;
            case INGRESS_IFINDEX -> emitter.get(Special.IFINDEX);
            case RX_QUEUE_INDEX -> emitter.get(Special.RX_QUEUE);
            case EGRESS_IFINDEX -> Value.of(site.refusal.cfg().program().linkage().egress().orElseThrow());
        };
    }

    void store(Instruction.Store store) {
        int bytes = store.size().bytes();
        Value value = site.read(store.source());
        Optional<StackSpan> span = promoted(store.base(), store.offset(), bytes);
        if (span.isPresent()) {
            pieces.scatter(site.stack.pieces(span.get()), span.get().start(), value);
        } else {
            emitter.store(access(store.base(), store.offset(), bytes), value);
        }
    }

    /// The span of an access to stack bytes that are values.
    private Optional<StackSpan> promoted(int base, int offset, int bytes) {
        return site.type(base) instanceof Type.Stack stack
                ? StackSpan.of(stack, offset, bytes).filter(span -> !site.stack.inMemory(span))
                : Optional.empty();
    }

    /// The place that a register leads to, of 1, 2, 4 or 8 bytes.
    Access access(int base, int offset, int bytes) {
        Type type = site.type(base);
        boolean nonFaulting = nonFaulting(type, offset, bytes);
        return new Access(space(type), site.read(base), offset, Access.sizeOf(bytes), nonFaulting, alias(type));
    }

    private static Space space(Type type) {
        return switch (type) {
            case Type.Packet _ -> Space.PACKET;
            case Type.Stack _ -> Space.STACK;
            case Type.MapValue _, Type.Record _ -> Space.MAP;
            case Type.Unset _, Type.Number _, Type.Stale _, Type.Half _, Type.Context _, Type.PacketEnd _, Type.Map _,
                 Type.InnerMap _, Type.Function _, Type.Tainted _ ->
                throw new IllegalStateException("no memory behind " + type.text());
        };
    }

    static int alias(Type type) {
        return type instanceof Type.Record record ? record.map() + 1
                : type instanceof Type.MapValue value && value.maps().size() == 1 ? value.maps().getFirst() + 1 : 0;
    }

    /// Whether an access is known to be in range on every run that comes here.
    private boolean nonFaulting(Type type, int offset, int bytes) {
        return switch (type) {
            case Type.Packet packet -> {
                long end = packet.offset() + offset + bytes;
                boolean begins = packet.root() == Type.Packet.META ? packet.offset() + offset >= 0
                        : packet.from().low() + offset >= 0;
                yield begins && end <= site.state().proven(packet.root());
            }
            case Type.Stack stack -> StackSpan.of(stack, offset, bytes).orElseThrow().exact()
                    || stack.offset().low() + offset >= -512 && stack.offset().high() + offset + bytes <= 0;
            case Type.MapValue value -> !value.nullable() && value.offset().low() + offset >= 0
                    && value.maps().stream().allMatch(map -> value.offset().high() + offset + bytes
                            <= site.refusal.map(map).valueSize());
            case Type.Record record -> !record.nullable() && record.offset().low() + offset >= 0
                    && record.offset().high() + offset + bytes <= record.size();
            case Type.Unset _, Type.Number _, Type.Stale _, Type.Half _, Type.Context _, Type.PacketEnd _, Type.Map _,
                 Type.InnerMap _, Type.Function _, Type.Tainted _ ->
                false;
        };
    }

    /// `size` bytes that a register leads to, as values of `chunk` bytes each, the last one shorter and
    /// zero-extended.
    List<Value> words(int base, int size, int chunk) {
        List<Value> words = new ArrayList<>();
        Optional<StackSpan> span = promoted(base, 0, size);
        for (int at = 0; at < size; at += chunk) {
            int bytes = Math.min(chunk, size - at);
            words.add(span.isPresent() ? pieces.gather(
                    site.stack.pieces(span.get()), span.get().start() + at, bytes)
                    : loaded(base, at, bytes));
        }
        return words;
    }

    /// Some bytes in a row, zero-extended.
    record Part(Value value, int bytes) {}

    /// `size` bytes that a register leads to, each part at a multiple of its bytes and as large as one load can be: 4
    /// where values are kept in place of stack memory.
    List<Part> parts(int base, int size) {
        List<Part> parts = new ArrayList<>();
        Optional<StackSpan> span = promoted(base, 0, size);
        int most = span.isPresent() ? 4 : 8;
        for (int at = 0; at < size; at += parts.getLast().bytes()) {
            int bytes = Math.min(most, Integer.highestOneBit(size - at));
            // Pieces are known of the whole span only: a part may begin inside of one.
            parts.add(new Part(span.isPresent()
                    ? pieces.gather(site.stack.pieces(span.get()), span.get().start() + at, bytes)
                    : emitter.load(access(base, at, bytes), false), bytes));
        }
        return parts;
    }

    /// Up to 8 bytes, by as many loads as it takes.
    private Value loaded(int base, int at, int bytes) {
        Value sum = Value.ZERO;
        for (int done = 0; done < bytes;) {
            int size = Integer.highestOneBit(bytes - done);
            Value part = emitter.load(access(base, at + done, size), false);
            sum = done == 0 ? part : emitter.alu(AluOp.OR, sum, emitter.alu(AluOp.LSH, part, 8L * done));
            done += size;
        }
        return sum;
    }

    void atomic(Instruction.Atomic atomic) {
        Width width = atomic.size().bytes() == 8 ? Width.W64 : Width.W32;
        Value old = site.type(atomic.base()) instanceof Type.MapValue ? shared(atomic, width)
                : unshared(atomic, width);
        if (atomic.fetch()) {
            site.write(atomic.op() == AtomicOperation.CMPXCHG ? Registers.RESULT : atomic.src(), old);
        }
    }

    private Value shared(Instruction.Atomic atomic, Width width) {
        Access access = access(atomic.base(), atomic.offset(), atomic.size().bytes());
        AtomicOp op = switch (atomic.op()) {
            case ADD -> AtomicOp.ADD;
            case OR -> AtomicOp.OR;
            case AND -> AtomicOp.AND;
            case XOR -> AtomicOp.XOR;
            case XCHG -> AtomicOp.EXCHANGE;
            case CMPXCHG -> AtomicOp.COMPARE_EXCHANGE;
        };
        if (op == AtomicOp.COMPARE_EXCHANGE) {
            emitter.push(0, site.read(Registers.RESULT), Value.ZERO);
        }
        emitRequest(op, width, access, site.read(atomic.src()));
        return atomic.fetch() ? emitter.get(Special.RESULT) : Value.ZERO;
    }

    /// Sets bits of a word of a map.
    void or(Access access, Value value) { emitRequest(AtomicOp.OR, Width.W64, access, value); }

    /// Adds a number to a word of a map.
    void add(Access access, Value value) { emitRequest(AtomicOp.ADD, Width.W64, access, value); }

    /// Puts a number into a word of a map if `expected` is there; what was there.
    Value compareExchange(Access access, Value expected, Value value) {
        emitter.push(0, expected, Value.ZERO);
        emitRequest(AtomicOp.COMPARE_EXCHANGE, Width.W64, access, value);
        return emitter.get(Special.RESULT);
    }

    /// Puts a number into a word of a map; RESULT is what was there.
    void exchange(Access access, Value value) { emitRequest(AtomicOp.EXCHANGE, Width.W32, access, value); }

    private void emitRequest(AtomicOp op, Width width, Access access, Value value) {
        Operation request = request(op, width, access, emitter.operand(value));
        emitter.emit(Encoding.obstacle(request).isPresent() ? request(op, width, access, emitter.reg(value)) : request);
    }

    private static Operation request(AtomicOp op, Width width, Access access, Operand value) {
        return new Operation.AtomicRequest(op, width, Emitter.base(access), Emitter.offset(access), value,
                access.alias());
    }

    /// Stack and packet belong to this packet alone: nothing can come between load and store.
    private Value unshared(Instruction.Atomic atomic, Width width) {
        int bytes = atomic.size().bytes();
        Optional<StackSpan> span = promoted(atomic.base(), atomic.offset(), bytes);
        Value old = span.isPresent() ? pieces.gather(site.stack.pieces(span.get()), span.get().start(), bytes)
                : emitter.load(access(atomic.base(), atomic.offset(), bytes), false);
        Value source = site.read(atomic.src());
        Value changed = switch (atomic.op()) {
            case ADD -> emitter.alu(AluOp.ADD, width, old, source);
            case OR -> emitter.alu(AluOp.OR, width, old, source);
            case AND -> emitter.alu(AluOp.AND, width, old, source);
            case XOR -> emitter.alu(AluOp.XOR, width, old, source);
            case XCHG -> source;
            case CMPXCHG -> selected(emitter.compare(Cond.EQ, width, old, site.read(Registers.RESULT)),
                    source, old);
        };
        if (span.isPresent()) {
            pieces.scatter(site.stack.pieces(span.get()), span.get().start(), changed);
        } else {
            emitter.store(access(atomic.base(), atomic.offset(), bytes), changed);
        }
        return old;
    }

    /// `test ? a : b` of two values, where `test` is 0 or 1.
    private Value selected(Value test, Value a, Value b) {
        Value difference = emitter.alu(AluOp.XOR, a, b);
        return emitter.alu(AluOp.XOR, b, emitter.choose(test, difference, 0));
    }
}
