package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W32;
import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.Errno.EINVAL;
import static xdp2rtl.linux.Errno.ENOENT;

import java.util.List;
import java.util.function.Consumer;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.maps.FilterBits;
import xdp2rtl.maps.Placement;

/// Values put into a BLOOM_FILTER and looked for in it (kernel/bpf/bloom_filter.c): a loop over the hashes, whose bits
/// are set by atomic operations.
final class FilterLowering {
    private static final int VALUE = 2;
    private static final int FLAGS = 3;
    private static final int[] MIX = {4, 6, 8, 16, 19, 4};
    private static final int[] LAST = {14, 11, 25, 16, 4, 14, 24};

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;
    private final Placement.Filter filter;
    private final int place;

    FilterLowering(Site site, MemoryLowering memory, Placement.Filter filter, int place) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
        this.filter = filter;
        this.place = place;
    }

    Value push() {
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.leaveIf(Cond.NE, W64, site.read(FLAGS), Value.ZERO, done, Value.of(EINVAL.result()));
        forEachHash(bit -> memory.or(word(bit), emitter.alu(AluOp.LSH, Value.of(1), inWord(bit))));
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    Value peek() {
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        forEachHash(bit -> {
            Value set = emitter.alu(AluOp.LSH, Value.of(1), inWord(bit));
            Value found = emitter.alu(AluOp.AND, emitter.load(word(bit), false), set);
            emitter.leaveIf(Cond.EQ, W64, found, Value.ZERO, done, Value.of(ENOENT.result()));
        });
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    private static final int BITS_A_WORD = 6;

    private Access word(Value bit) {
        Value distance = emitter.alu(AluOp.LSH, emitter.alu(AluOp.RSH, bit, BITS_A_WORD), 3);
        return new Access(Space.MAP, emitter.alu(AluOp.ADD, distance, filter.address()), 0, Size.B8, true, place + 1);
    }

    private Value inWord(Value bit) { return emitter.alu(AluOp.AND, bit, Long.SIZE - 1L); }

    private void forEachHash(Consumer<Value> work) {
        List<Value> words = memory.words(VALUE, filter.map().valueSize(), Integer.BYTES);
        Draft next = emitter.open();
        Draft end = emitter.open();
        Value hash = emitter.parameter(next);
        emitter.jump(next, Value.ZERO);
        emitter.begin(next);
        emitter.leaveIf(Cond.GE, W64, hash, Value.of(filter.bits().hashes()), end);
        work.accept(bit(words, hash));
        emitter.jump(next, emitter.alu(AluOp.ADD, hash, 1));
        emitter.begin(end);
    }

    /// `jhash` and `jhash2`, which are the same for whole words (include/linux/jhash.h).
    private Value bit(List<Value> words, Value hash) {
        Value start = emitter.alu(AluOp.ADD, W32, hash, Value.of(FilterBits.START + filter.map().valueSize()));
        Value[] state = {start, start, start};
        int at = 0;
        for (; words.size() - at > 3; at += 3) {
            add(state, words, at);
            for (int i = 0; i < MIX.length; i++) {
                int x = i % 3;
                int y = (i + 2) % 3;
                int z = (i + 1) % 3;
                state[x] = alu(AluOp.XOR, alu(AluOp.SUB, state[x], state[y]), turned(state[y], MIX[i]));
                state[y] = alu(AluOp.ADD, state[y], state[z]);
            }
        }
        add(state, words, at);
        for (int i = 0; i < LAST.length; i++) {
            int x = (i + 2) % 3;
            int y = (i + 1) % 3;
            state[x] = alu(AluOp.SUB, alu(AluOp.XOR, state[x], state[y]), turned(state[y], LAST[i]));
        }
        return emitter.alu(AluOp.AND, state[2], filter.bits().mask());
    }

    private void add(Value[] state, List<Value> words, int from) {
        for (int i = from; i < Math.min(words.size(), from + 3); i++) {
            state[i - from] = alu(AluOp.ADD, state[i - from], words.get(i));
        }
    }

    private Value alu(AluOp op, Value left, Value right) { return emitter.alu(op, W32, left, right); }

    private Value turned(Value value, int bits) {
        return alu(AluOp.OR, alu(AluOp.LSH, value, Value.of(bits)),
                alu(AluOp.RSH, value, Value.of(Integer.SIZE - bits)));
    }
}
