package xdp2rtl.cli.common;

import java.io.PrintWriter;

/// One line on standard error that says what is being done, if somebody is looking: the launcher sets
/// `xdp2rtl.terminal` where standard error is a terminal.
public final class Progress implements AutoCloseable {
    private final PrintWriter err;
    private final boolean shown;
    private int width;

    Progress(PrintWriter err) {
        this(err, Boolean.getBoolean("xdp2rtl.terminal"));
    }

    private Progress(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    /// Says nothing.
    static Progress none() {
        return new Progress(new PrintWriter(PrintWriter.nullWriter()), false);
    }

    /// What is being done from now on, in place of what was said before; several threads may say it.
    public synchronized void say(String what) {
        if (shown) {
            err.print("\r" + what + " ".repeat(Math.max(0, width - what.length())));
            err.flush();
            width = what.length();
        }
    }

    /// A line that stays, for whoever reads standard error: what was given is taken, but may not be what is meant.
    public void note(String what) {
        close();
        err.println("xdp2rtl: note: " + what);
        err.flush();
    }

    @Override public synchronized void close() {
        if (shown && width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
