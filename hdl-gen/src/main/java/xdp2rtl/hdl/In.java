package xdp2rtl.hdl;

/// An input of a component: read inside, assigned exactly once by the component around it.
public final class In extends Signal {
    In(Component owner, int width) {
        super(owner, width);
    }

    /// Connects this input of a child. Called in the parent's `logic()`.
    public void assign(Bits value) {
        owner().parent("assign", this).body().assign(this, value);
    }

    /// A constant; it must fit the width.
    public void assign(long value) {
        assign(Operands.like(this, value));
    }
}
