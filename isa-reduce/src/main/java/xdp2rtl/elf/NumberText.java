package xdp2rtl.elf;

import java.math.BigInteger;
import java.util.Optional;

import xdp2rtl.btf.BtfType;

/// Numbers as people write them, and as they lie in memory.
final class NumberText {
    private NumberText() {}

    /// Decimal, or hexadecimal with `0x`, perhaps with a sign.
    static Optional<BigInteger> parse(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
        if (!digits.matches(hex ? "0[xX][0-9a-fA-F]{1,32}" : "[0-9]{1,40}")) { return Optional.empty(); }
        BigInteger value = hex ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
        return Optional.of(negative ? value.negate() : value);
    }

    /// Whether a variable of the type can hold the number.
    static boolean fits(BigInteger value, BtfType.Int type) {
        return type.signed() ? value.bitLength() < 8 * type.size()
                : value.signum() >= 0 && value.bitLength() <= 8 * type.size();
    }

    /// Writes it at `at`, little-endian.
    static void put(BigInteger value, byte[] bytes, int at, int size) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = value.shiftRight(8 * i).byteValue();
        }
    }
}
