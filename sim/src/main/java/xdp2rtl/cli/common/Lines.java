package xdp2rtl.cli.common;

import xdp2rtl.elf.CLine;

/// C lines in tables.
public final class Lines {
    private static final String MORE = " ..";

    private Lines() {}

    /// Without folders, and not longer than `width`.
    public static String shortened(CLine line, int width) {
        String file = line.file().substring(line.file().lastIndexOf('/') + 1);
        String text = new CLine(file, line.line(), line.column(), line.text()).toString();
        return text.length() <= width ? text : text.substring(0, width - MORE.length()).stripTrailing() + MORE;
    }
}
