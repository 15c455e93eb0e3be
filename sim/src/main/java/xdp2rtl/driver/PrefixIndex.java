package xdp2rtl.driver;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import xdp2rtl.maps.PrefixTable;

/// One copy of the ranges and nodes of a [PrefixTable]. Nodes are given to those words first that refer to the most
/// ranges.
final class PrefixIndex {
    private final PrefixTable table;
    private final int copy;
    private final List<BigInteger> firstKeys;
    private final SortedMap<Integer, Long> words = new TreeMap<>();
    private int nodes;

    /// A word that refers to ranges of keys that begin with so many bytes.
    private record Reference(int address, int level, BigInteger firstKey, int first, int count) {}

    /// @param longest by the first key of each range, the value address of its longest prefix, or 0
    PrefixIndex(PrefixTable table, int copy, NavigableMap<BigInteger, Integer> longest) {
        this.table = table;
        this.copy = copy;
        firstKeys = List.copyOf(longest.keySet());
        int number = 0;
        for (var range : longest.entrySet()) {
            put(table.range(copy, number++), range.getKey(), range.getValue());
        }
        var order = Comparator.comparingInt(Reference::count).reversed().thenComparing(Reference::firstKey);
        var open = new PriorityQueue<Reference>(order);
        put(open, new Reference(table.root(), 0, BigInteger.ZERO, 0, firstKeys.size()));
        boolean first = true;
        while (nodes < table.nodes() && !open.isEmpty() && (first || open.peek().count > 1)) {
            node(open, open.poll());
            first = false;
        }
    }

    private void put(int address, BigInteger key, int value) {
        int stride = table.rangeStride();
        BigInteger bits = key.shiftLeft(Byte.SIZE * (stride - table.keyBytes()))
                .or(BigInteger.valueOf(Integer.toUnsignedLong(value)));
        for (int at = stride - Long.BYTES; at >= 0; at -= Long.BYTES) {
            words.put(address + at, bits.longValue());
            bits = bits.shiftRight(Long.SIZE);
        }
    }

    private void put(PriorityQueue<Reference> open, Reference reference) {
        words.put(reference.address, pair(table.range(copy, reference.first), reference.count));
        if (reference.level < table.levels()) {
            open.add(reference);
        }
    }

    private void node(PriorityQueue<Reference> open, Reference reference) {
        int node = table.node(copy, nodes++);
        words.put(reference.address, pair(node, 0));
        BigInteger step = BigInteger.ONE.shiftLeft(table.keyBits() - Byte.SIZE * (reference.level + 1));
        BigInteger key = reference.firstKey;
        int end = reference.first + reference.count;
        int at = reference.first;
        for (int value = 0; value < PrefixTable.NODE_BYTES / Long.BYTES; value++) {
            BigInteger next = key.add(step);
            while (at + 1 < end && firstKeys.get(at + 1).compareTo(key) <= 0) {
                at++;
            }
            int last = at;
            while (last + 1 < end && firstKeys.get(last + 1).compareTo(next) < 0) {
                last++;
            }
            put(open, new Reference(node + Long.BYTES * value, reference.level + 1, key, at, last - at + 1));
            at = last;
            key = next;
        }
    }

    /// What it writes, by address: the copy, and word 0 of the root.
    SortedMap<Integer, Long> words() {
        return words;
    }

    /// Word 1 of the root.
    long counts() {
        return pair(firstKeys.size(), copy);
    }

    private static long pair(int low, int high) {
        return Integer.toUnsignedLong(low) | (long) high << Integer.SIZE;
    }
}
