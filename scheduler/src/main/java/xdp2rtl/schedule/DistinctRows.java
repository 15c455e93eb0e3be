package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How many rows of a region will be left when equal tails are merged ([TailMerging]), as far as can be told before
/// registers are assigned: rows count as equal if they do the same steps of the graph in the same lanes and all rows
/// that can follow are equal.
final class DistinctRows {
    /// @param steps  for each lane what it does, by source where there is one
    /// @param goals  for each lane where it leads, rows by their number
    /// @param behind the number of the row behind, -1 at the end of a chain
    private record Kind(List<Object> steps, List<Object> goals, int behind) {}

    private final Map<Kind, Integer> numbers = new HashMap<>();
    private final Map<Chain, Integer> first = new HashMap<>();

    private DistinctRows() {}

    /// @param chains the root's first, each after the one that leads to it
    static int count(List<Chain> chains) {
        DistinctRows rows = new DistinctRows();
        chains.reversed().forEach(rows::number);
        return rows.numbers.size();
    }

    private void number(Chain chain) {
        int behind = -1;
        for (Row row : chain.rows.reversed()) {
            List<Object> steps = new ArrayList<>();
            List<Object> goals = new ArrayList<>();
            for (int lane = 0; lane < row.lanes(); lane++) {
                Optional<Row.Slot> slot = row.slot(lane);
                steps.add(slot.map(s -> s.op().source.isPresent() ? (Object) s.op().source.get() : s.op().variable)
                        .orElse(""));
                goals.add(slot.map(s -> s.goal() instanceof Goal.ToChain to ? (Object) first.get(to.chain()) : s.goal())
                        .orElse(""));
            }
            int after = behind;
            behind = numbers.computeIfAbsent(new Kind(steps, goals, after), _ -> numbers.size());
        }
        first.put(chain, behind);
    }
}
