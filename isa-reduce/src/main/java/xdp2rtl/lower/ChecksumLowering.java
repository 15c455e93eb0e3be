package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Width;
import xdp2rtl.lower.Value.Constant;
import xdp2rtl.verifier.Type;

/// bpf_csum_diff (net/core/filter.c, Linux 6.13 and later): the ones' complement sum of `to` and the seed
/// less that of `from`, folded to 16 bits.
///
/// Sums are kept in 64 bits, where 32-bit words cannot overflow, and folded by adding the upper part to the
/// lower. A folded sum is 0 only if the sum was: that is what tells Linux's 0 and 0xffff apart, so
/// complements are taken of 32-bit sums, as Linux takes them.
final class ChecksumLowering {
    /// More bytes than this are summed up in a loop.
    private static final int UNROLLED = 512;
    private static final long ONES32 = 0xffff_ffffL;
    private static final long ONES16 = 0xffff;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;

    ChecksumLowering(Site site, MemoryLowering memory) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
    }

    /// A sum and a bound that it does not exceed.
    private record Sum(Value value, long bound) {}

    Value difference() {
        Value fromSize = emitter.low32(site.read(2));
        Value toSize = emitter.low32(site.read(4));
        Sum seed = new Sum(emitter.low32(site.read(5)), ONES32);
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        Draft withFrom = emitter.open();
        Draft both = emitter.open();
        emitter.leaveIf(Cond.NE, W64, fromSize, Value.ZERO, withFrom);
        emitter.jump(done, fold(plus(seed, sum(3, toSize)), ONES16, 16).value());

        emitter.begin(withFrom);
        emitter.leaveIf(Cond.NE, W64, toSize, Value.ZERO, both);
        Sum pulled = plus(complement(seed), sum(1, fromSize));
        emitter.jump(done, fold(complement(fold(pulled, ONES32, 32)), ONES16, 16).value());

        emitter.begin(both);
        Sum pushed = plus(seed, sum(3, toSize));
        Sum removed = complement(fold(sum(1, fromSize), ONES32, 32));
        emitter.jump(done, fold(plus(pushed, removed), ONES16, 16).value());
        emitter.begin(done);
        return result;
    }

    private Sum plus(Sum a, Sum b) {
        return new Sum(emitter.alu(AluOp.ADD, a.value(), b.value()), a.bound() + b.bound());
    }

    private Sum complement(Sum sum) {
        return new Sum(emitter.alu(AluOp.XOR, Width.W32, sum.value(), Value.of(-1)), ONES32);
    }

    /// Adds what is above `bits` bits to what is in them until nothing is above.
    private Sum fold(Sum sum, long ones, int bits) {
        Value value = sum.value();
        long bound = sum.bound();
        while (bound > ones) {
            Value low = bits == 32 ? emitter.low32(value) : emitter.alu(AluOp.AND, value, ones);
            value = emitter.alu(AluOp.ADD, low, emitter.alu(AluOp.RSH, value, bits));
            // Up to twice the ones, a carry leaves no room for another.
            bound = bound <= 2 * ones ? ones : ones + (bound >>> bits);
        }
        return new Sum(value, bound);
    }

    /// The sum of the little-endian 32-bit words of a buffer, the last one zero-padded.
    private Sum sum(int register, Value size) {
        if (!(size instanceof Constant(long number))) { return loop(register, size); }
        if (number == 0 || !site.type(register).isPointer()) { return new Sum(Value.ZERO, 0); }
        if (number > UNROLLED && isMemory(register)) { return loop(register, size); }
        List<Value> words = memory.words(register, (int) number, 4);
        while (words.size() > 1) {
            List<Value> sums = new ArrayList<>();
            for (int i = 0; i < words.size(); i += 2) {
                sums.add(i + 1 < words.size() ? emitter.alu(AluOp.ADD, words.get(i), words.get(i + 1))
                        : words.get(i));
            }
            words = sums;
        }
        return new Sum(words.getFirst(), Math.ceilDiv(number, 4) * ONES32);
    }

    private boolean isMemory(int register) { return !(site.type(register) instanceof Type.Stack); }

    /// Words, then the bytes that are left, each at its place in its word.
    private Sum loop(int register, Value size) {
        if (!site.type(register).isPointer()) { return new Sum(Value.ZERO, 0); }
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
        return new Sum(total, 1L << 60);
    }
}
