package xdp2rtl.hdl;

/// A named value inside a component, assigned exactly once and unconditionally.
public final class Wire extends Signal {
    Wire(Component owner, int width) {
        super(owner, width);
    }

    /// What the wire carries, now and always: once, of its width.
    public void assign(Bits value) {
        owner().body().assign(this, value);
    }

    /// A constant; it must fit the width.
    public void assign(long value) {
        assign(Operands.like(this, value));
    }
}
