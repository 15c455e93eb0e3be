package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All rows at their addresses, still with values instead of registers, and where control goes from each.
final class Code {
    /// A way from a row to another.
    ///
    /// @param lane the lane of the branch that is taken; the number of lanes if none is
    record Edge(int to, int lane) {}

    final List<Row> rows;
    final Map<Integer, Integer> regions;
    private final Layout layout;
    private final Map<Integer, Integer> variables = new HashMap<>();
    private final List<List<Edge>> successors = new ArrayList<>();

    Code(Layout layout, List<Region> regions) {
        this.layout = layout;
        this.rows = layout.rows;
        this.regions = layout.regions;
        regions.forEach(region -> region.ops().stream().filter(op -> op.value >= 0)
                .forEach(op -> variables.put(op.value, op.variable)));
        for (int i = 0; i < rows.size(); i++) {
            successors.add(edges(i));
        }
    }

    /// The variable that a value is kept in.
    int variable(int value) { return variables.getOrDefault(value, value); }

    List<Edge> successors(int row) { return successors.get(row); }

    /// The address that a goal stands for.
    Optional<Integer> address(Goal goal) {
        return switch (goal) {
            case Goal.ToChain to -> Optional.of(layout.addresses.get(to.chain()));
            case Goal.ToRegion to -> Optional.of(layout.regions.get(to.block()));
            case Goal.Leave _, Goal.None _ -> Optional.empty();
        };
    }

    private List<Edge> edges(int index) {
        Row row = rows.get(index);
        List<Edge> edges = new ArrayList<>();
        Optional<Row.Slot> end = Optional.empty();
        for (int lane = 0; lane < row.lanes(); lane++) {
            if (row.slot(lane).isPresent()) {
                Row.Slot slot = row.slot(lane).get();
                if (slot.op().kind == Op.Kind.END) {
                    end = Optional.of(slot);
                } else {
                    int at = lane;
                    address(slot.goal()).ifPresent(to -> edges.add(new Edge(to, at)));
                }
            }
        }
        if (end.isPresent()) {
            address(end.get().goal()).ifPresent(to -> edges.add(new Edge(to, row.lanes())));
            return edges;
        }
        edges.add(new Edge(index + 1, row.lanes()));
        return edges;
    }
}
