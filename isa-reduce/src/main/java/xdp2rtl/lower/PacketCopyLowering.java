package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.Errno.EFAULT;
import static xdp2rtl.linux.Errno.EINVAL;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.lower.Value.Constant;
import xdp2rtl.verifier.StackSpan;
import xdp2rtl.verifier.Type;

/// bpf_xdp_load_bytes and bpf_xdp_store_bytes (net/core/filter.c): bytes from a place in the packet to a buffer, and back.
/// All of them are in the packet, or none is copied.
final class PacketCopyLowering {
    /// bpf_xdp_pointer takes no offset and no length above this.
    private static final int MOST = 0xffff;
    /// More bytes than this are copied in a loop, unless they are values.
    private static final int UNROLLED = 256;
    private static final int OFFSET = 2;
    private static final int BUFFER = 3;
    private static final int SIZE = 4;
    private static final int WORD = Long.BYTES;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;
    private final StackLowering pieces;

    PacketCopyLowering(Site site, MemoryLowering memory) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
        this.pieces = new StackLowering(site);
    }

    Value load() {
        Value size = emitter.low32(site.read(SIZE));
        Optional<StackSpan> values = promoted(size);
        List<Value> before = values.map(span -> memory.words(BUFFER, span.size(), WORD)).orElse(List.of());
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        List<Value> after = before.stream().map(_ -> emitter.parameter(done)).toList();
        Access packet = inPacket(size, done, before);
        if (values.isPresent()) {
            emitter.jump(done, arguments(Value.ZERO, words(packet, values.get().size())));
            emitter.begin(done);
            for (int i = 0; i < after.size(); i++) {
                int at = values.get().start() + i * WORD;
                pieces.scatter(site.stack.pieces(new StackSpan(values.get().frame(), at,
                    Math.min(WORD, values.get().end() - at), true)), at, after.get(i));
            }
        } else {
            copy(packet, memory.access(BUFFER, 0, 1), size);
            emitter.jump(done, Value.ZERO);
            emitter.begin(done);
        }
        return result;
    }

    Value store() {
        Value size = emitter.low32(site.read(SIZE));
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        Access packet = inPacket(size, done, List.of());
        if (size instanceof Constant(long number) && (number <= UNROLLED || promoted(size).isPresent())) {
            store(packet, memory.words(BUFFER, (int) number, WORD), (int) number);
        } else {
            copy(memory.access(BUFFER, 0, 1), packet, size);
        }
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    /// The bytes of the stack that are values; they are the whole buffer or none of it.
    private Optional<StackSpan> promoted(Value size) {
        return size instanceof Constant(long number) && site.type(BUFFER) instanceof Type.Stack stack
            ? StackSpan.of(stack, 0, (int) number).filter(span -> !site.stack.inMemory(span)) : Optional.empty();
    }

    /// The place in the packet, where all bytes are inside; elsewhere it goes to `done` with the error and `before`.
    private Access inPacket(Value size, Draft done, List<Value> before) {
        Value offset = emitter.low32(site.read(OFFSET));
        Value[] fault = arguments(Value.of(EFAULT.result()), before);
        emitter.leaveIf(Cond.GT, W64, offset, Value.of(MOST), done, fault);
        emitter.leaveIf(Cond.GT, W64, size, Value.of(MOST), done, fault);
        Draft inside = emitter.open();
        emitter.branchOnLength(Cond.GT, emitter.alu(AluOp.ADD, offset, size), done,
            arguments(Value.of(EINVAL.result()), before));
        emitter.jump(inside);
        emitter.begin(inside);
        return new Access(Space.PACKET, offset, 0, Size.B1, true, 0);
    }

    private static Value[] arguments(Value result, List<Value> words) {
        return Stream.concat(Stream.of(result), words.stream()).toArray(Value[]::new);
    }

    private void copy(Access from, Access to, Value size) {
        if (size instanceof Constant(long number) && number <= UNROLLED) {
            store(to, words(from, (int) number), (int) number);
        } else {
            loop(from, to, size);
        }
    }

    /// Bytes as values of a word each, the last one shorter and zero-extended.
    private List<Value> words(Access from, int size) {
        List<Value> words = new ArrayList<>();
        for (int at = 0; at < size; at += WORD) {
            Value sum = Value.ZERO;
            for (int done = 0; done < Math.min(WORD, size - at);) {
                int bytes = Integer.highestOneBit(Math.min(WORD, size - at) - done);
                Value part = emitter.load(from.at(at + done, bytes), false);
                sum = done == 0 ? part : emitter.alu(AluOp.OR, sum, emitter.alu(AluOp.LSH, part, 8L * done));
                done += bytes;
            }
            words.add(sum);
        }
        return words;
    }

    private void store(Access to, List<Value> words, int size) {
        for (int at = 0; at < size;) {
            int bytes = Integer.highestOneBit(Math.min(WORD, size - at));
            emitter.store(to.at(at, bytes), emitter.alu(AluOp.RSH, words.get(at / WORD), 8L * (at % WORD)));
            at += bytes;
        }
    }

    /// Words, then the bytes that are left.
    private void loop(Access from, Access to, Value size) {
        Draft words = emitter.open();
        Draft bytes = emitter.open();
        Draft end = emitter.open();
        Value at = emitter.parameter(words);
        Value byteAt = emitter.parameter(bytes);
        Value whole = emitter.alu(AluOp.AND, size, ~(WORD - 1L));
        emitter.jump(words, Value.ZERO);
        emitter.begin(words);
        emitter.leaveIf(Cond.GE, W64, at, whole, bytes, at);
        move(from, to, at, WORD);
        emitter.jump(words, emitter.alu(AluOp.ADD, at, WORD));
        emitter.begin(bytes);
        emitter.leaveIf(Cond.GE, W64, byteAt, size, end);
        move(from, to, byteAt, 1);
        emitter.jump(bytes, emitter.alu(AluOp.ADD, byteAt, 1));
        emitter.begin(end);
    }

    private void move(Access from, Access to, Value at, int bytes) {
        emitter.store(beyond(to, at).at(0, bytes), emitter.load(beyond(from, at).at(0, bytes), false));
    }

    private Access beyond(Access access, Value at) {
        return new Access(access.space(), emitter.alu(AluOp.ADD, access.base(), at), access.offset(), access.size(), false,
            access.alias());
    }
}
