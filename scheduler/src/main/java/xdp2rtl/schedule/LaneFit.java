package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds lanes for the operations of one row: each in a lane that it can have, no two in one, and some in the order of
/// their lanes.
final class LaneFit {
    /// @param lanes   allowed lanes, as bits
    /// @param highest whether high lanes are tried first
    private record Item(Op op, int lanes, boolean highest) {}

    private final int laneCount;
    private final List<Item> items = new ArrayList<>();
    private final List<int[]> ascending = new ArrayList<>();
    private int[] lane = new int[0];

    LaneFit(int laneCount) { this.laneCount = laneCount; }

    int size() { return items.size(); }

    Op op(int item) { return items.get(item).op(); }

    int lane(int item) { return lane[item]; }

    boolean isFull() { return items.size() == laneCount; }

    /// Adds an operation if there are lanes for all; `below` and `above` are the items that must stand in lower and in
    /// higher lanes.
    boolean add(Op op, int lanes, boolean highest, List<Integer> below, List<Integer> above) {
        if (isFull() || lanes == 0) { return false; }
        int added = items.size();
        items.add(new Item(op, lanes, highest));
        below.forEach(item -> ascending.add(new int[]{item, added}));
        above.forEach(item -> ascending.add(new int[]{added, item}));
        int[] found = new int[items.size()];
        Arrays.fill(found, -1);
        if (assign(found, 0)) {
            lane = found;
            return true;
        }
        items.removeLast();
        ascending.removeIf(pair -> pair[0] == added || pair[1] == added);
        return false;
    }

    private boolean assign(int[] found, int taken) {
        int item = mostConstrained(found, taken);
        if (item < 0) { return true; }
        int free = items.get(item).lanes() & ~taken;
        for (int i = 0; i < laneCount; i++) {
            int candidate = items.get(item).highest() ? laneCount - 1 - i : i;
            if ((free >> candidate & 1) != 0 && fits(found, item, candidate)) {
                found[item] = candidate;
                if (assign(found, taken | 1 << candidate)) { return true; }
                found[item] = -1;
            }
        }
        return false;
    }

    private int mostConstrained(int[] found, int taken) {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < items.size(); i++) {
            int free = Integer.bitCount(items.get(i).lanes() & ~taken);
            if (found[i] < 0 && free < fewest) {
                best = i;
                fewest = free;
            }
        }
        return best;
    }

    private boolean fits(int[] found, int item, int candidate) {
        for (int[] pair : ascending) {
            if (pair[0] == item && found[pair[1]] >= 0 && found[pair[1]] <= candidate
                    || pair[1] == item && found[pair[0]] >= 0 && found[pair[0]] >= candidate) {
                return false;
            }
        }
        return true;
    }
}
