package xdp2rtl.hdl;

/// One constant of an enum on wires: a port, wire or register (named as the field that holds it) or any other
/// bits.
public final class Choice<E extends Enum<E>> {
    private final EnumEncoding<E> encoding;
    private final Bits bits;

    Choice(EnumEncoding<E> encoding, Bits bits) {
        if (bits.width() != encoding.width()) {
            throw new HdlError("choice: " + ExpressionText.brief(bits) + " has " + bits.width() + " bits, "
                    + encoding.type().getSimpleName() + " has " + encoding.width() + "; extend or slice it");
        }
        this.encoding = encoding;
        this.bits = bits;
    }

    /// The code of the constant, as wide as the encoding.
    public Bits bits() {
        return bits;
    }

    /// Which code stands for which constant.
    public EnumEncoding<E> encoding() {
        return encoding;
    }

    /// 1 bit: whether it is the constant.
    public Bits is(E constant) {
        return bits.is(encoding.of(constant));
    }

    /// 1 bit: whether it is any other.
    public Bits isNot(E constant) {
        return bits.isNot(encoding.of(constant));
    }

    /// Whether it is one of `constants`, of which there is at least one.
    @SafeVarargs public final Bits isOneOf(E... constants) {
        if (constants.length == 0) throw new HdlError("isOneOf: no constants; give at least one");
        var result = is(constants[0]);
        for (int i = 1; i < constants.length; i++) result = result.or(is(constants[i]));
        return result;
    }

    /// As [Wire#assign].
    public void assign(Choice<E> value) {
        assign(value.bits);
    }

    /// Always this constant.
    public void assign(E value) {
        assign(encoding.of(value));
    }

    /// As [Reg#next].
    public void next(Choice<E> value) {
        register().next(value.bits);
    }

    /// This constant after the clock edge.
    public void next(E value) {
        register().next(encoding.of(value));
    }

    /// Declares that reset does not touch this register.
    public Choice<E> noReset() {
        register().noReset();
        return this;
    }

    private void assign(Bits value) {
        switch (bits) {
            case In in -> in.assign(value);
            case Out out -> out.assign(value);
            case Wire wire -> wire.assign(value);
            case Reg reg -> throw new HdlError("assign: " + reg + " is a register; use next");
            case Expression _ ->
                throw new HdlError("assign: this choice is a view of other bits; assign those");
        }
    }

    private Reg register() {
        if (bits instanceof Reg reg) return reg;
        throw new HdlError("next: " + ExpressionText.brief(bits) + " is no register; use assign");
    }
}
