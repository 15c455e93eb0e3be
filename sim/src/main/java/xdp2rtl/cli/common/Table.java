package xdp2rtl.cli.common;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Text in aligned columns, two blanks apart. Columns of numbers stand to the right: their heads begin with `>`.
public final class Table {
    private static final String GAP = "  ";

    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        right = new boolean[heads.length];
        var row = new ArrayList<String>();
        for (int i = 0; i < heads.length; i++) {
            right[i] = heads[i].startsWith(">");
            row.add(right[i] ? heads[i].substring(1) : heads[i]);
        }
        rows.add(row);
    }

    public Table row(Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + right.length + " columns");
        }
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    public boolean isEmpty() { return rows.size() == 1; }

    /// The table with every line behind `indent`.
    public String text(String indent) {
        int[] widths = new int[right.length];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder(indent);
            for (int i = 0; i < widths.length; i++) {
                String blanks = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : GAP).append(right[i] ? blanks + row.get(i) : row.get(i) + blanks);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /// The table as Markdown has it.
    public String markdown() {
        var lines = new ArrayList<>(rows.stream().map(row -> "| " + String.join(" | ", row) + " |\n").toList());
        var rule = new StringBuilder("|");
        for (boolean toTheRight : right) rule.append(toTheRight ? "--:|" : "---|");
        lines.add(1, rule + "\n");
        return String.join("", lines);
    }

    @Override public String toString() {
        return text("");
    }
}
