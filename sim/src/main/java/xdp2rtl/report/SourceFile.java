package xdp2rtl.report;

import java.util.List;
import java.util.Optional;

/// A file of C that the program comes from.
///
/// @param name  as the compiler has it
/// @param read  the file that the text was read from; empty if it was not found, and the lines are those that the
/// object has
/// @param lines ascending; lines far from any code are left out
public record SourceFile(String name, Optional<String> read, List<SourceLine> lines) {
    public SourceFile {
        lines = List.copyOf(lines);
    }

    public double heat() {
        return lines.stream().mapToDouble(SourceLine::heat).sum();
    }
}
