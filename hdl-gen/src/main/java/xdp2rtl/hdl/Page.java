package xdp2rtl.hdl;

import java.util.List;

/// The text of one module: indentation of two spaces, one blank line at most, remarks and tables in columns.
final class Page {
    private final StringBuilder text = new StringBuilder();

    String text() {
        return text.toString();
    }

    void line(int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }

    /// Ends a paragraph.
    void blank() {
        if (!text.isEmpty() && !endsWithBlank()) text.append('\n');
    }

    private boolean endsWithBlank() {
        int length = text.length();
        return length >= 2 && text.charAt(length - 1) == '\n' && text.charAt(length - 2) == '\n';
    }

    void banner(String title) {
        blank();
        line(1, "// ---- " + title + " ----");
        text.append('\n');
    }

    /// A comment of as many lines as it takes.
    void remark(int depth, String words) {
        int room = ExpressionText.PAGE - 2 * depth - 3;
        var line = new StringBuilder();
        for (var word : words.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                line(depth, "// " + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(depth, "// " + line);
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /// A table of declarations, each ended by `end`, the last one by `last`. A remark that does not fit
    /// beside its declaration stands above it.
    void declarations(List<Declaration> rows, String end, String last) {
        int kind = rows.stream().mapToInt(row -> row.kind().length()).max().orElse(0);
        int range = rows.stream().mapToInt(row -> row.range().length()).max().orElse(0);
        int name = Math.min(32, rows.stream().filter(row -> !row.remark().isEmpty())
                .mapToInt(row -> row.name().length()).max().orElse(0));
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var declaration = padded(row.kind(), kind) + " "
                    + (range == 0 ? "" : padded(row.range(), range) + " ")
                    + row.name() + (i == rows.size() - 1 ? last : end);
            int column = kind + 1 + (range == 0 ? 0 : range + 1) + name + 1;
            var remark = row.remark().isEmpty() ? "" : padded(declaration, column) + "  // " + row.remark();
            if (remark.isEmpty()) {
                line(1, declaration);
            } else if (remark.length() + 2 <= ExpressionText.PAGE) {
                line(1, remark);
            } else {
                remark(1, row.remark());
                line(1, declaration);
            }
        }
    }

    /// `start` and the lines of an expression, aligned behind it, and a semicolon.
    void assignment(int depth, String start, List<String> lines) {
        var margin = " ".repeat(start.length());
        for (int i = 0; i < lines.size(); i++) {
            line(depth, (i == 0 ? start : margin) + lines.get(i) + (i == lines.size() - 1 ? ";" : ""));
        }
    }
}
