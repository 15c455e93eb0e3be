package xdp2rtl.hdl;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// The bits that stand for each constant of an enum. In Verilog each is a `localparam` named after the enum
/// and the constant: `AluOp.ADD` is `ALU_OP_ADD`.
public record Encoding<E extends Enum<E>>(Class<E> type, int width, ToIntFunction<E> code) {
    public Encoding {
        var seen = new HashMap<Integer, E>();
        for (var constant : type.getEnumConstants()) {
            int value = code.applyAsInt(constant);
            Bits.of(width, value);
            var other = seen.put(value, constant);
            if (other != null) {
                throw new HdlError("encoding of " + type.getSimpleName() + ": " + other + " and " + constant
                        + " are both " + value + "; give each its own code");
            }
        }
    }

    /// The ordinal of each constant, in as few bits as hold them all.
    public static <E extends Enum<E>> Encoding<E> ordinal(Class<E> type) {
        return new Encoding<>(type, Component.bitsFor(type.getEnumConstants().length - 1L), E::ordinal);
    }

    /// The constant as bits, printed by name.
    public Bits of(E constant) {
        var family = Naming.snake(type.getSimpleName()).toUpperCase(Locale.ROOT);
        var bits = Operands.constant(width, BigInteger.valueOf(code.applyAsInt(constant)));
        return new Expression.Symbol(family, family + "_" + constant.name(), bits);
    }
}
