package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.maps.PrefixTable;

/// The longest prefix of a key in a [PrefixTable], as operations.
final class PrefixSearch {
    private static final long LOW_HALF = 0xffff_ffffL;
    /// Brings the key's first byte to where a word's number stands in its address.
    private static final int BYTE_SHIFT = Long.SIZE - Byte.SIZE - 3;
    private static final int BYTE_MASK = PrefixTable.NODE_BYTES - Long.BYTES;

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
            Value bytes =
                    i + 1 < chunks.size() ? emitter.alu(AluOp.PAIR, chunks.get(i), chunks.get(i + 1)) : chunks.get(i);
            words.add(emitter.alu(AluOp.SWAP64, bytes, 0));
        }
        return words;
    }

    /// The address of the value of the longest prefix, 0 if there is none (`trie_lookup_elem` of Linux,
    /// kernel/bpf/lpm_trie.c).
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

    /// By all bits of the key.
    private Value longest(List<Value> key) {
        List<Value> bounds = new ArrayList<>(key);
        if (table.sharesLastWord()) {
            // Not below a range that begins with this key, whatever its value address is.
            bounds.set(bounds.size() - 1, emitter.alu(AluOp.OR, key.getLast(), LOW_HALF));
        }
        Draft ranges = emitter.open();
        Value first = emitter.parameter(ranges);
        Value count = emitter.parameter(ranges);
        Value root = load(Value.of(table.root()), 0, Size.B8);
        if (table.nodes() == 0) {
            refer(root, ranges);
        } else {
            nodes(emitter.low32(root), key.getFirst(), ranges);
        }
        emitter.begin(ranges);
        return load(range(bounds, first, count), table.rangeStride() - Long.BYTES, Size.B4);
    }

    /// Goes on with the ranges that a word refers to.
    private void refer(Value word, Draft ranges) {
        emitter.jump(ranges, emitter.low32(word), emitter.alu(AluOp.RSH, word, Integer.SIZE));
    }

    /// From node to node by the bytes of the key's first word.
    private void nodes(Value first, Value key, Draft ranges) {
        Draft level = emitter.open();
        Value node = emitter.parameter(level);
        Value rest = emitter.parameter(level);
        emitter.jump(level, first, key);
        emitter.begin(level);
        Value distance = emitter.alu(AluOp.AND, emitter.alu(AluOp.RSH, rest, BYTE_SHIFT), BYTE_MASK);
        Value word = load(emitter.alu(AluOp.ADD, node, distance), 0, Size.B8);
        if (table.nodes() > 1) {
            Draft leaf = emitter.open();
            emitter.leaveIf(Cond.GT, W64, word, Value.of(LOW_HALF), leaf);
            emitter.jump(level, word, emitter.alu(AluOp.LSH, rest, Byte.SIZE));
            emitter.begin(leaf);
        }
        refer(word, ranges);
    }

    /// The last range that does not begin behind the key. A turn of the loop compares the key with the range in the
    /// middle; in both halves `ceil(count / 2)` are left, of which one may be too many.
    private Value range(List<Value> key, Value firstOfAll, Value countOfAll) {
        Draft end = emitter.open();
        Value found = emitter.parameter(end);
        Draft turn = emitter.open();
        Value first = emitter.parameter(turn);
        Value count = emitter.parameter(turn);
        Value distance = emitter.parameter(turn);
        emitter.leaveIf(Cond.LE, W64, countOfAll, Value.of(1), end, firstOfAll);
        emitter.jump(turn, firstOfAll, countOfAll, bytes(emitter.alu(AluOp.RSH, countOfAll, 1)));
        emitter.begin(turn);
        Value middle = emitter.alu(AluOp.ADD, first, distance);
        Value rounded = emitter.alu(AluOp.ADD, count, 1);
        var next = new Next(turn, end, emitter.alu(AluOp.RSH, rounded, 1), bytes(emitter.alu(AluOp.RSH, rounded, 2)));
        Draft upper = emitter.open();
        Draft lower = emitter.open();
        compare(key, middle, upper, lower);
        emitter.begin(upper);
        next.turn(middle);
        emitter.begin(lower);
        next.turn(first);
        emitter.begin(end);
        return found;
    }

    private Value bytes(Value ranges) { return emitter.multiply(W64, ranges, Value.of(table.rangeStride())); }

    /// How the loop goes on.
    ///
    /// @param count    ranges that are left
    /// @param distance bytes to the middle one of them
    private final class Next {
        private final Draft loop;
        private final Draft end;
        private final Value count;
        private final Value distance;

        Next(Draft loop, Draft end, Value count, Value distance) {
            this.loop = loop;
            this.end = end;
            this.count = count;
            this.distance = distance;
        }

        void turn(Value first) {
            emitter.leaveIf(Cond.LE, W64, count, Value.of(1), end, first);
            emitter.jump(loop, first, count, distance);
        }
    }

    /// Goes to `upper` if the key is not below the first key of a range, else to `lower`.
    private void compare(List<Value> key, Value range, Draft upper, Draft lower) {
        int last = table.keyWords() - 1;
        for (int i = 0; i < last; i++) {
            Value word = load(range, Long.BYTES * i, Size.B8);
            emitter.leaveIf(Cond.GT, W64, key.get(i), word, upper);
            emitter.leaveIf(Cond.LT, W64, key.get(i), word, lower);
        }
        emitter.branch(Cond.GE, W64, key.get(last), load(range, Long.BYTES * last, Size.B8), upper);
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
