package xdp2rtl.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The README as tests see it.
final class Readme {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FILE = ROOT.resolve("README.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Readme() {}

    /// A row of the table of packages.
    record Row(String module, String name, List<String> uses) {}

    static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void rewrite(String text) {
        try {
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The table whose head begins with `| module | package |`. A row without a module belongs to the one above.
    static List<Row> packages() {
        var rows = new ArrayList<Row>();
        boolean inside = false;
        String module = "";
        for (String line : text().lines().toList()) {
            if (line.startsWith("| module | package |")) {
                inside = true;
            } else if (inside && line.startsWith("|") && !line.startsWith("|--")) {
                String[] cells = line.split("\\|", -1);
                List<String> modules = code(cells[1]);
                module = modules.isEmpty() ? module : modules.getFirst();
                rows.add(new Row(module, code(cells[2]).getFirst(), code(cells[4])));
            } else if (!line.startsWith("|")) {
                inside = false;
            }
        }
        return rows;
    }

    /// The lines `a <- b <- c` of the drawing: each module uses the one to its left.
    static List<List<String>> drawing() {
        return text().lines().map(String::strip).filter(line -> line.matches("[a-z-]+( <- [a-z-]+)+"))
                .map(line -> List.of(line.split(" <- "))).toList();
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(result -> result.group(1)).toList();
    }
}
