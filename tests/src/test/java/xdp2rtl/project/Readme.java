package xdp2rtl.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The README and the pages behind it, as tests see them.
final class Readme {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final String README = "README.md";
    static final String COMMANDS = "docs/commands.md";
    static final String RESULTS = "docs/results.md";
    static final String MODULES = "docs/modules.md";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Readme() {}

    /// A row of the table of packages.
    record Row(String module, String name, List<String> uses) {}

    static String text(String page) {
        try {
            return Files.readString(ROOT.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void rewrite(String page, String text) {
        try {
            Files.writeString(ROOT.resolve(page), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The table whose head begins with `| module | package |`. A row without a module belongs to the one above.
    static List<Row> packages() {
        var rows = new ArrayList<Row>();
        boolean inside = false;
        String module = "";
        for (String line : text(MODULES).lines().toList()) {
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
        return text(MODULES).lines().map(String::strip).filter(line -> line.matches("[a-z-]+( <- [a-z-]+)+"))
                .map(line -> List.of(line.split(" <- "))).toList();
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(result -> result.group(1)).toList();
    }
}
