package xdp2rtl.depend;

import java.util.HashMap;
import java.util.Map;

/// How often the blocks of a graph led to one another, and out of the program, on a trace.
public final class Profile {
    /// Where a packet is done, in place of a block.
    public static final int END = -1;

    private final Map<Integer, Map<Integer, Long>> counts = new HashMap<>();

    /// Adds one way from a block to another, or to [#END].
    public void count(int from, int to) {
        counts.computeIfAbsent(from, _ -> new HashMap<>()).merge(to, 1L, Long::sum);
    }

    /// How often a block was left that way.
    public long of(int from, int to) { return counts.getOrDefault(from, Map.of()).getOrDefault(to, 0L); }

    /// How often a block was left.
    public long of(int from) { return counts.getOrDefault(from, Map.of()).values().stream().mapToLong(n -> n).sum(); }
}
