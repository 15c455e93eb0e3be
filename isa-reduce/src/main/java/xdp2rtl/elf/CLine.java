package xdp2rtl.elf;

/// The C line that an instruction comes from: file, line and column from 1, and the text as the compiler kept
/// it.
public record CLine(String file, int line, int column, String text) {
    @Override public String toString() {
        return file + ":" + line + (text.isBlank() ? "" : ": " + text.strip());
    }
}
