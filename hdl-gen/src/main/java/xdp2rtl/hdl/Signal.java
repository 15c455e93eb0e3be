package xdp2rtl.hdl;

import java.util.Locale;

/// A named value of a component: a port, a wire or a register. Its name is the name of the field that holds
/// it.
public abstract sealed class Signal implements Bits permits In, Out, Wire, Reg {
    private final Component owner;
    private final int width;
    private final Where where = Where.caller();
    private String name = "";
    private String doc = "";

    Signal(Component owner, int width) {
        this.owner = owner;
        this.width = Operands.width(width);
    }

    @Override public final int width() {
        return width;
    }

    final Component owner() {
        return owner;
    }

    /// The line that declares the signal.
    final Where where() {
        return where;
    }

    /// Name in the owner's module; empty until the owner's fields have been read.
    final String name() {
        return name;
    }

    final String doc() {
        return doc;
    }

    final void name(String name, String doc) {
        this.name = name;
        this.doc = doc;
    }

    @Override public final String toString() {
        if (!name.isEmpty()) return name;
        return "unnamed " + getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
