package xdp2rtl.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A single wrong place in a source file.
///
/// @param path   of the file, below the root of the repository
/// @param before what stands there, once
/// @param after  what the fault makes of it
record Fault(int number, Room room, String path, String before, String after) {
    static final Path ROOT = Path.of("..");
    private static final Path LIST = Path.of("src/test/resources/xdp2rtl/mutation/faults.txt");
    private static final Pattern HEAD = Pattern.compile("\\[(\\w+)] (\\S+)");

    /// All that are planted: blocks of a line `[room] path`, lines `- ` that are there, lines `+ ` that come instead.
    static List<Fault> all() {
        try {
            var faults = new ArrayList<Fault>();
            var block = new ArrayList<String>();
            for (String line : Files.readAllLines(LIST)) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    block.add(line);
                } else if (line.isBlank() && !block.isEmpty()) {
                    faults.add(of(faults.size() + 1, block));
                    block.clear();
                }
            }
            if (!block.isEmpty()) {
                faults.add(of(faults.size() + 1, block));
            }
            return faults;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fault of(int number, List<String> lines) {
        var head = HEAD.matcher(lines.getFirst());
        if (!head.matches()) { throw new IllegalArgumentException("not `[room] path`: " + lines.getFirst()); }
        return new Fault(number, Room.of(head.group(1)), head.group(2), joined(lines, "- "), joined(lines, "+ "));
    }

    private static String joined(List<String> lines, String sign) {
        Predicate<String> signed = line -> line.startsWith(sign);
        return String.join("\n", lines.stream().filter(signed).map(line -> line.substring(sign.length())).toList());
    }

    /// How often what it changes stands in the file.
    int places() {
        String text = source();
        int places = 0;
        for (int at = text.indexOf(before); at >= 0; at = text.indexOf(before, at + 1)) {
            places++;
        }
        return places;
    }

    /// The file with the fault in it.
    String planted() { return source().replace(before, after); }

    private String source() {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
