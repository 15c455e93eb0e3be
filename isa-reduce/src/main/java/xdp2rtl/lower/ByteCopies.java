package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.lower.Value.Constant;
import xdp2rtl.verifier.StackSpan;
import xdp2rtl.verifier.Type;

/// Bytes from one place in memory to another: in words, without a loop where they are few.
final class ByteCopies {
    static final int WORD = Long.BYTES;
    /// More bytes than this are copied in a loop, unless they are values.
    private static final int UNROLLED = 256;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;
    private final StackLowering pieces;

    ByteCopies(Site site, MemoryLowering memory) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
        this.pieces = new StackLowering(site);
    }

    /// The bytes of the stack that a register leads to, where they are values; they are the whole buffer or none of it.
    Optional<StackSpan> promoted(int register, Value size) {
        return size instanceof Constant(long number) && site.type(register) instanceof Type.Stack stack
                ? StackSpan.of(stack, 0, (int) number).filter(span -> !site.stack.inMemory(span)) : Optional.empty();
    }

    /// From where a register leads to.
    void copy(int register, Access to, Value size) {
        if (size.is(0)) { return; }
        if (size instanceof Constant(long number) && (number <= UNROLLED || promoted(register, size).isPresent())) {
            store(to, memory.words(register, (int) number, WORD), (int) number);
        } else {
            loop(memory.access(register, 0, 1), to, size);
        }
    }

    void copy(Access from, Access to, Value size) {
        if (size instanceof Constant(long number) && number <= UNROLLED) {
            store(to, words(from, (int) number), (int) number);
        } else {
            loop(from, to, size);
        }
    }

    /// Bytes as values of a word each, the last one shorter and zero-extended.
    List<Value> words(Access from, int size) {
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

    /// @param words of these bytes, the last one shorter
    void store(Access to, List<Value> words, int size) {
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

    /// Whether so many bytes are copied without a loop.
    boolean isUnrolled(int size) { return size <= UNROLLED; }

    /// Writes zeroes.
    void clear(Access to, int size) {
        Draft again = emitter.open();
        Draft end = emitter.open();
        Value at = emitter.parameter(again);
        emitter.jump(again, Value.ZERO);
        emitter.begin(again);
        emitter.leaveIf(Cond.GE, W64, at, Value.of(size), end);
        emitter.store(beyond(to, at).at(0, 1), Value.ZERO);
        emitter.jump(again, emitter.alu(AluOp.ADD, at, 1));
        emitter.begin(end);
    }

    /// Gives bytes of the stack that are values new ones, words as of [#words]; a piece of them can lie in two words.
    void scatter(StackSpan span, List<Value> words) {
        for (Variable.Piece piece : site.stack.pieces(span)) {
            Value sum = Value.ZERO;
            for (int i = 0; i < words.size(); i++) {
                int at = span.start() + i * WORD;
                int from = Math.max(piece.start(), at);
                int to = Math.min(piece.end(), at + WORD);
                if (from < to) {
                    Value part = pieces.cut(words.get(i), from - at, to - from, WORD);
                    sum = pieces.join(sum, part, from - piece.start());
                }
            }
            site.write(piece, sum);
        }
    }

    /// The place `at` bytes further on.
    Access beyond(Access access, Value at) {
        return new Access(access.space(), emitter.alu(AluOp.ADD, access.base(), at), access.offset(), access.size(),
                false,
                access.alias());
    }
}
