package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.stream.IntStream;
import xdp2rtl.isa.CoreConfig;

/// The least number of bundles of one path through a region, whatever happens on others.
///
/// Each operation has a row before which it cannot stand and rows that must follow it, by dependences. For each set of
/// lanes, those operations that fit no other lane are put into rows, those with the most behind them first as soon as
/// they can run: no order of operations of one cycle ends earlier (Jackson's rule), so none of the path does.
///
/// @param rows  bundles
/// @param limit what they follow from
record PathBound(int rows, Limit limit) {

    /// @param lanes that it can have, as bits
    /// @param head  rows that must stand before its own
    /// @param tail  rows that must stand behind its own
    record Item(int lanes, int head, int tail) {}

    /// @param items the operations of the path
    static PathBound of(List<Item> items, CoreConfig config) {
        int chain = items.stream().mapToInt(item -> item.head() + item.tail() + 1).max().orElse(1);
        PathBound best = new PathBound(chain, Limit.CHAIN);
        for (int lanes : laneSets(items)) {
            List<Item> bound = items.stream().filter(item -> (item.lanes() & ~lanes) == 0).toList();
            int rows = rows(bound, Integer.bitCount(lanes));
            if (rows > best.rows()) {
                best = new PathBound(rows, limit(lanes, config));
            }
        }
        return best;
    }

    private static Limit limit(int lanes, CoreConfig config) {
        return lanes == (1 << config.lanes()) - 1 ? Limit.LANES
                : Limit.units(IntStream.range(0, config.lanes()).filter(lane -> (lanes >> lane & 1) != 0)
                        .mapToObj(config.units()::get).flatMap(java.util.Set::stream)
                        .filter(unit -> config.lanesWith(unit).stream().allMatch(lane -> (lanes >> lane & 1) != 0))
                        .toList());
    }

    /// The unions of the lanes that operations can have.
    private static List<Integer> laneSets(List<Item> items) {
        var sets = new TreeSet<Integer>();
        items.stream().map(Item::lanes).distinct().forEach(lanes -> {
            List.copyOf(sets).forEach(set -> sets.add(set | lanes));
            sets.add(lanes);
        });
        return List.copyOf(sets);
    }

    private static int rows(List<Item> items, int lanes) {
        List<Item> coming = new ArrayList<>(items);
        coming.sort(Comparator.comparingInt(Item::head));
        var ready = new PriorityQueue<Item>(Comparator.comparingInt(Item::tail).reversed());
        int next = 0;
        int rows = 0;
        for (int row = 0; next < coming.size() || !ready.isEmpty(); row++) {
            while (next < coming.size() && coming.get(next).head() <= row) {
                ready.add(coming.get(next++));
            }
            for (int lane = 0; lane < lanes && !ready.isEmpty(); lane++) {
                rows = Math.max(rows, row + 1 + ready.remove().tail());
            }
        }
        return rows;
    }
}
