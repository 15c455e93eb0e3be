package xdp2rtl.driver;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// The ranges of keys that prefixes make, and which prefix contains which. Prefixes are named by numbers above 0; 0 is
/// none.
final class PrefixRanges {
    /// A prefix and its name.
    record Named(int name, Prefix prefix) {}

    private final NavigableMap<BigInteger, Integer> longest = new TreeMap<>();
    private final SortedMap<Integer, Integer> around = new TreeMap<>();
    private final Deque<Named> open = new ArrayDeque<>();

    /// @param prefixes no two of which are equal
    PrefixRanges(List<Named> prefixes) {
        longest.put(BigInteger.ZERO, 0);
        Comparator<Named> order = Comparator.comparing(named -> named.prefix.first());
        for (Named named : prefixes.stream().sorted(order.thenComparing(named -> named.prefix.length())).toList()) {
            while (!open.isEmpty() && open.peek().prefix.behind().compareTo(named.prefix.first()) <= 0) {
                close();
            }
            around.put(named.name, innermost());
            open.push(named);
            longest.put(named.prefix.first(), named.name);
        }
        while (!open.isEmpty()) {
            close();
        }
        if (!prefixes.isEmpty()) {
            // No key is there.
            longest.remove(BigInteger.ONE.shiftLeft(Byte.SIZE * prefixes.getFirst().prefix.bytes().length()));
        }
    }

    private void close() {
        BigInteger behind = open.pop().prefix.behind();
        longest.put(behind, innermost());
    }

    private int innermost() {
        return open.isEmpty() ? 0 : open.peek().name;
    }

    /// By the first key of each range, its longest prefix.
    NavigableMap<BigInteger, Integer> longest() {
        return longest;
    }

    /// By each prefix, the next shorter one that contains it.
    SortedMap<Integer, Integer> around() {
        return around;
    }
}
