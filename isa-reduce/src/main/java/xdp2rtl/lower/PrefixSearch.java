package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.maps.PrefixTable;

/// The longest prefix of a key in a [PrefixTable], as operations: a binary search in two windows of a power of two ranges
/// each, which overlap unless there are so many.
final class PrefixSearch {
    private static final long LOW_HALF = 0xffff_ffffL;

    private final Emitter emitter;
    private final PrefixTable table;
    private final int alias;

    /// @param alias of the table's memory, as in [xdp2rtl.isa.Operation.Load]
    PrefixSearch(Emitter emitter, PrefixTable table, int alias) {
        this.emitter = emitter;
        this.table = table;
        this.alias = alias;
    }

    /// The key's bytes as [#find] takes them.
    /// @param chunks the bytes, 4 in each as memory holds them, the last one zero-extended
    List<Value> keyWords(List<Value> chunks) {
        List<Value> words = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i += 2) {
            Value bytes = i + 1 < chunks.size() ? emitter.alu(AluOp.PAIR, chunks.get(i), chunks.get(i + 1)) : chunks.get(i);
            words.add(emitter.alu(AluOp.SWAP64, bytes, 0));
        }
        return words;
    }

    /// The address of the value of the longest prefix, 0 if there is none (`trie_lookup_elem` of Linux, kernel/bpf/lpm_trie.c).
    ///
    /// @param key    the first byte in the highest byte of the first word, zeroes behind the last one
    /// @param length bits of the key that count, at most 32 bits wide; nothing is found by more than the key has
    Value find(List<Value> key, Value length) {
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.leaveIf(Cond.GT, W64, length, Value.of(table.keyBits()), done, Value.ZERO);
        Value longest = longest(key);
        if (length.is(table.keyBits())) {
            emitter.jump(done, longest);
        } else {
            shorten(longest, length, done);
        }
        emitter.begin(done);
        return result;
    }

    /// By all bits of the key. One turn of the loop compares the key with the range in the middle, `at`; what is left are
    /// the ranges from there on, or those from `base` on.
    private Value longest(List<Value> key) {
        Draft turn = emitter.open();
        Value base = emitter.parameter(turn);
        Value at = emitter.parameter(turn);
        Value half = emitter.parameter(turn);
        Draft end = emitter.open();
        Value range = emitter.parameter(end);
        Value root = load(Value.of(table.root()), 0, Size.B8);
        emitter.jump(turn, Value.of(table.firstRange()), emitter.low32(root), emitter.alu(AluOp.RSH, root, Integer.SIZE));
        emitter.begin(turn);
        var turns = new Turn(emitter, table.rangeStride(), turn, end, half);
        Draft upper = emitter.open();
        Draft lower = emitter.open();
        Value upperNext = emitter.alu(AluOp.ADD, at, half);
        Value lowerNext = emitter.alu(AluOp.ADD, base, half);
        compare(key, at, upper, lower);
        emitter.begin(upper);
        turns.next(at, upperNext);
        emitter.begin(lower);
        turns.next(base, lowerNext);
        emitter.begin(end);
        return load(range, table.rangeStride() - Long.BYTES, Size.B4);
    }

    /// The end of a turn of the loop.
    ///
    /// @param stride bytes from range to range
    /// @param half   bytes that the next turn goes on by; less than a range if this one was the last
    private record Turn(Emitter emitter, int stride, Draft loop, Draft end, Value half) {
        void next(Value base, Value at) {
            emitter.leaveIf(Cond.LT, W64, half, Value.of(stride), end, base);
            emitter.jump(loop, base, at, emitter.alu(AluOp.RSH, half, 1));
        }
    }

    /// Goes to `upper` if the key is not below the first key of a range, else to `lower`.
    private void compare(List<Value> key, Value range, Draft upper, Draft lower) {
        for (int i = 0; i < table.keyWords() - 1; i++) {
            Value word = load(range, Long.BYTES * i, Size.B8);
            emitter.leaveIf(Cond.GT, W64, key.get(i), word, upper);
            emitter.leaveIf(Cond.LT, W64, key.get(i), word, lower);
        }
        Value last = table.sharesLastWord() ? emitter.alu(AluOp.OR, key.getLast(), LOW_HALF) : key.getLast();
        emitter.branch(Cond.GE, W64, last, load(range, Long.BYTES * (table.keyWords() - 1), Size.B8), upper);
        emitter.jump(lower);
    }

    /// Goes to `done` with the longest prefix that is not longer than `length`, of those that contain the key.
    private void shorten(Value longest, Value length, Draft done) {
        Draft turn = emitter.open();
        Value element = emitter.parameter(turn);
        Value most = emitter.alu(AluOp.ADD, length, 1);
        emitter.jump(turn, longest);
        emitter.begin(turn);
        emitter.leaveIf(Cond.EQ, W64, element, Value.ZERO, done, Value.ZERO);
        Value head = load(element, -Long.BYTES, Size.B8);
        emitter.leaveIf(Cond.LE, W64, emitter.alu(AluOp.RSH, head, Integer.SIZE), most, done, element);
        emitter.jump(turn, emitter.low32(head));
    }

    private Value load(Value base, int offset, Size size) {
        return emitter.load(new Access(Space.MAP, base, offset, size, true, alias), false);
    }
}
