package xdp2rtl.mapfile;

/// Prints JSON as bpftool does, which breaks lines before names, in one line or over several. For people it leaves out
/// what only JSON needs.
final class JsonPrinter {
    private static final String STEP = "    ";

    private final StringBuilder text = new StringBuilder();
    private final boolean lines;
    private int depth;
    private boolean separate;

    /// @param lines whether for people
    JsonPrinter(boolean lines) {
        this.lines = lines;
    }

    boolean isForPeople() { return lines; }

    JsonPrinter open(char bracket) {
        separator();
        text.append(bracket);
        depth++;
        separate = false;
        return this;
    }

    JsonPrinter close(char bracket) {
        depth--;
        if (separate) {
            lineBreak();
        }
        text.append(bracket);
        separate = true;
        return this;
    }

    JsonPrinter name(String name) {
        separator();
        lineBreak();
        separate = false;
        text.append('"').append(name).append("\":").append(lines ? " " : "");
        return this;
    }

    /// A value as it is.
    JsonPrinter value(String value) {
        separator();
        text.append(value);
        separate = true;
        return this;
    }

    private void separator() {
        if (separate) {
            text.append(',');
        }
    }

    private void lineBreak() {
        if (lines) {
            text.append('\n').append(STEP.repeat(depth));
        }
    }

    @Override public String toString() { return text.toString(); }
}
