package xdp2rtl.hdl;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// The bits that stand for each constant of an enum. In Verilog each is a `localparam` named after the enum
/// and the constant: `AluOp.ADD` is `ALU_OP_ADD`.
///
/// @param family what the names of the constants begin with in Verilog, where it is not the enum's name
public record EnumEncoding<E extends Enum<E>>(Class<E> type, String family, int width, ToIntFunction<E> code) {
    public EnumEncoding {
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

    public EnumEncoding(Class<E> type, int width, ToIntFunction<E> code) {
        this(type, Naming.snake(type.getSimpleName()).toUpperCase(Locale.ROOT), width, code);
    }

    /// The ordinal of each constant, in as few bits as hold them all.
    public static <E extends Enum<E>> EnumEncoding<E> ordinal(Class<E> type) {
        return new EnumEncoding<>(type, Component.bitsFor(type.getEnumConstants().length - 1L), E::ordinal);
    }

    /// The same under other names in Verilog.
    public EnumEncoding<E> named(String other) {
        return new EnumEncoding<>(type, other, width, code);
    }

    /// The constant as bits, printed by name.
    public Bits of(E constant) {
        var bits = Operands.constant(width, BigInteger.valueOf(code.applyAsInt(constant)));
        return new Expression.Symbol(family, family + "_" + constant.name(), bits);
    }
}
