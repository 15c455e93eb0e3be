package xdp2rtl.hdl;

/// An output of a component: assigned exactly once inside, read inside and by the component around it.
public final class Out extends Signal {
    Out(Component owner, int width) {
        super(owner, width);
    }

    /// What the port carries, now and always: once, of its width.
    public void assign(Bits value) {
        owner().body().assign(this, value);
    }

    /// A constant; it must fit the width.
    public void assign(long value) {
        assign(Operands.like(this, value));
    }
}
