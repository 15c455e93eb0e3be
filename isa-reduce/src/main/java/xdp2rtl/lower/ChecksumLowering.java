package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Width;
import xdp2rtl.lower.Value.Constant;
import xdp2rtl.verifier.Type;

/// bpf_csum_diff (net/core/filter.c, Linux 6.13 and later): the ones' complement sum of `to` and the seed
/// less that of `from`, folded to 16 bits.
///
/// What is added is summed up in words of any size, for FOLD gives the same of all of them: 0 of zeroes, else the
/// number from 1 to 65535 with the sum's remainder. What is taken away is summed up in 32 bits, for Linux takes the
/// complement of such a sum: 0 if that is all ones, whatever its remainder by 65535.
final class ChecksumLowering {
    /// More bytes than this are summed up in a loop.
    private static final int UNROLLED = 512;
    private static final long ONES16 = 0xffff;
    private static final long ONES32 = 0xffff_ffffL;
    /// What a loop's sum does not reach.
    private static final long LOOP_BOUND = 1L << 62;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;

    ChecksumLowering(Site site, MemoryLowering memory) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
    }

    /// A sum and the largest number that it can be, unsigned.
    private record Sum(Value value, long bound) {
        static final Sum NONE = new Sum(Value.ZERO, 0);
    }

    Value difference() {
        Value fromSize = emitter.low32(site.read(2));
        Value toSize = emitter.low32(site.read(4));
        Value seed = emitter.low32(site.read(5));
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        Draft withFrom = emitter.open();
        Draft both = emitter.open();
        emitter.leaveIf(Cond.NE, W64, fromSize, Value.ZERO, withFrom);
        emitter.jump(done, emitter.alu(AluOp.FOLD, seed, sum(3, toSize).value()));

        emitter.begin(withFrom);
        emitter.leaveIf(Cond.NE, W64, toSize, Value.ZERO, both);
        Value pulled = emitter.alu(AluOp.ADDC32, sum32(1, fromSize), complement(seed));
        emitter.jump(done, emitter.alu(AluOp.FOLD, complement(pulled), 0));

        emitter.begin(both);
        Sum removed = new Sum(complement(sum32(1, fromSize)), ONES32);
        emitter.jump(done, emitter.alu(AluOp.FOLD, seed, plus(sum(3, toSize), removed).value()));
        emitter.begin(done);
        return result;
    }

    private Value complement(Value value) { return emitter.alu(AluOp.XOR, Width.W32, value, Value.of(-1)); }

    /// A sum with the remainder of both.
    private Sum plus(Sum a, Sum b) {
        return Long.compareUnsigned(a.bound() + b.bound(), a.bound()) >= 0
                ? new Sum(emitter.alu(AluOp.ADD, a.value(), b.value()), a.bound() + b.bound())
                : new Sum(emitter.alu(AluOp.FOLD, a.value(), b.value()), ONES16);
    }

    /// The terms two by two, until one is left.
    private static <T> T inPairs(List<T> terms, BinaryOperator<T> plus) {
        while (terms.size() > 1) {
            List<T> sums = new ArrayList<>();
            for (int i = 0; i < terms.size(); i += 2) {
                sums.add(i + 1 < terms.size() ? plus.apply(terms.get(i), terms.get(i + 1)) : terms.get(i));
            }
            terms = sums;
        }
        return terms.getFirst();
    }

    /// Something with the remainder of a buffer's half words; a last byte counts as the lower one of a half word.
    private Sum sum(int register, Value size) {
        if (!(size instanceof Constant(long number)) || number > UNROLLED && isMemory(register)) {
            return new Sum(loop(register, size), LOOP_BOUND);
        }
        if (number == 0 || !site.type(register).isPointer()) { return Sum.NONE; }
        return inPairs(memory.parts(register, (int) number).stream()
                .map(part -> new Sum(part.value(), part.bytes() == 8 ? -1 : (1L << 8 * part.bytes()) - 1)).toList(),
                this::plus);
    }

    /// The sum in 32 bits of the little-endian words of a buffer, the last one zero-padded.
    private Value sum32(int register, Value size) {
        if (!(size instanceof Constant(long number)) || number > UNROLLED && isMemory(register)) {
            Value sum = loop(register, size);
            return emitter.alu(AluOp.ADDC32, sum, emitter.alu(AluOp.RSH, sum, 32));
        }
        if (number == 0 || !site.type(register).isPointer()) { return Value.ZERO; }
        return inPairs(memory.words(register, (int) number, 4), (a, b) -> emitter.alu(AluOp.ADDC32, a, b));
    }

    private boolean isMemory(int register) { return !(site.type(register) instanceof Type.Stack); }

    /// The sum in 64 bits of the words, then the bytes that are left, each at its place in its word.
    private Value loop(int register, Value size) {
        if (!site.type(register).isPointer()) { return Value.ZERO; }
        Access start = memory.access(register, 0, 4);
        Draft words = emitter.open();
        Draft bytes = emitter.open();
        Draft end = emitter.open();
        Value at = emitter.parameter(words);
        Value sum = emitter.parameter(words);
        Value byteAt = emitter.parameter(bytes);
        Value byteSum = emitter.parameter(bytes);
        Value shift = emitter.parameter(bytes);
        Value total = emitter.parameter(end);
        Value base = start.base();
        Value limit = emitter.alu(AluOp.ADD, base, size);
        Value lastWord = emitter.alu(AluOp.SUB, limit, 4);
        emitter.jump(words, base, Value.ZERO);
        emitter.begin(words);
        emitter.leaveIf(Cond.SGT, W64, at, lastWord, bytes, at, sum, Value.ZERO);
        Value word = emitter.load(new Access(start.space(), at, 0, Size.B4, false, start.alias()), false);
        emitter.jump(words, emitter.alu(AluOp.ADD, at, 4), emitter.alu(AluOp.ADD, sum, word));
        emitter.begin(bytes);
        emitter.leaveIf(Cond.SGE, W64, byteAt, limit, end, byteSum);
        Value one = emitter.load(new Access(start.space(), byteAt, 0, Size.B1, false, start.alias()), false);
        emitter.jump(bytes, emitter.alu(AluOp.ADD, byteAt, 1),
                emitter.alu(AluOp.ADD, byteSum, emitter.alu(AluOp.LSH, one, shift)),
                emitter.alu(AluOp.ADD, shift, 8));
        emitter.begin(end);
        return total;
    }
}
