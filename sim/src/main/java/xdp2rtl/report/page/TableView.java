package xdp2rtl.report.page;

import java.util.List;
import java.util.stream.IntStream;

/// A table of figures.
///
/// @param caption says what it is, for whoever does not see what stands around it
/// @param heads   of columns; those of numbers begin with `>`, those of sentences with `:`
public record TableView(String caption, List<String> heads, List<RowView> rows) {
    public TableView {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }

    /// The style of a column.
    public String style(int column) {
        return switch (kind(column)) {
            case '>' -> "number";
            case ':' -> "prose";
            default -> "text";
        };
    }

    public String head(int column) {
        return style(column).equals("text") ? heads.get(column) : heads.get(column).substring(1);
    }

    private char kind(int column) {
        return heads.get(column).isEmpty() ? ' ' : heads.get(column).charAt(0);
    }

    public List<Integer> columns() {
        return IntStream.range(0, heads.size()).boxed().toList();
    }

    /// Whether its rows end with bars.
    public boolean hasBars() {
        return rows.stream().anyMatch(RowView::hasBar);
    }
}
