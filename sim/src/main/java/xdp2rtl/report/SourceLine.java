package xdp2rtl.report;

import java.util.List;

/// A line of C, and what became of it.
///
/// @param heat         issue slots a packet
/// @param instructions places in the program's code
/// @param slots        of bundles, those that do its work
public record SourceLine(int number, String text, double heat, List<Integer> instructions, List<SlotPlace> slots) {
    public SourceLine {
        instructions = List.copyOf(instructions);
        slots = List.copyOf(slots);
    }

    /// Whether the program has code of it.
    public boolean hasCode() {
        return !instructions.isEmpty();
    }
}
