package xdp2rtl.driver;

import java.math.BigInteger;
import xdp2rtl.elf.Bytes;

/// A prefix: the keys that begin with its bits.
///
/// @param length bits that count, from the highest of the first byte on
/// @param bytes  of a whole key; what stands behind the length does not count
public record Prefix(int length, Bytes bytes) {
    /// The first key that begins with it, as a number.
    BigInteger first() {
        return number().shiftRight(hostBits()).shiftLeft(hostBits());
    }

    /// The key behind the last one that begins with it.
    BigInteger behind() {
        return first().add(BigInteger.ONE.shiftLeft(hostBits()));
    }

    /// The key, as a number.
    BigInteger number() {
        return new BigInteger(1, bytes.toArray());
    }

    /// Whether the same keys begin with both.
    boolean isEqualTo(Prefix other) {
        return length == other.length && first().equals(other.first());
    }

    private int hostBits() {
        return Byte.SIZE * bytes.length() - length;
    }
}
