package xdp2rtl.hdl;

/// A named value inside a component, assigned exactly once and unconditionally.
public final class Wire extends Signal {
    Wire(Component owner, int width) {
        super(owner, width);
    }

    public void assign(Bits value) {
        owner().body().assign(this, value);
    }

    public void assign(long value) {
        assign(Operands.like(this, value));
    }
}
