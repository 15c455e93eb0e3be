package xdp2rtl.hdl;

/// A value and the 1-bit condition under which it counts; see {@link Bits#priority} and {@link Bits#oneHot}.
public record Guarded(Bits condition, Bits value) {
    public Guarded {
        Operands.condition("Guarded", condition);
    }
}
