package xdp2rtl.report.page;

import java.util.List;

/// A row of a table of figures.
///
/// @param cells  as text
/// @param share  of a bar at its end, 0 to 1; below 0 for none
/// @param target the id on the page that its last cell leads to; empty if to none
public record RowView(List<String> cells, double share, String target) {
    public RowView {
        cells = List.copyOf(cells);
    }

    static RowView of(Object... cells) {
        return withBar(-1, cells);
    }

    static RowView withBar(double share, Object... cells) {
        return new RowView(List.of(cells).stream().map(Object::toString).toList(), share, "");
    }

    /// The same, leading somewhere.
    RowView to(String id) {
        return new RowView(cells, share, id);
    }

    /// Whether the text of a column leads somewhere.
    public boolean links(int column) {
        return column == cells.size() - 1 && !target.isEmpty();
    }

    /// Per cent of the bar.
    public String bar() {
        return Numbers.fixed(100 * Math.min(1, share), 1);
    }

    public boolean hasBar() {
        return share >= 0;
    }
}
