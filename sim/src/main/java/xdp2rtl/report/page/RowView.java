package xdp2rtl.report.page;

import java.util.List;

/// A row of a table of figures.
///
/// @param cells as text
/// @param share of a bar at its end, 0 to 1; below 0 for none
public record RowView(List<String> cells, double share) {
    static RowView of(Object... cells) {
        return withBar(-1, cells);
    }

    static RowView withBar(double share, Object... cells) {
        return new RowView(List.of(cells).stream().map(Object::toString).toList(), share);
    }

    /// Per cent of the bar.
    public String bar() {
        return Numbers.fixed(100 * Math.min(1, share), 1);
    }

    public boolean hasBar() {
        return share >= 0;
    }
}
