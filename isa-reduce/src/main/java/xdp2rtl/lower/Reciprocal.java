package xdp2rtl.lower;

import java.math.BigInteger;

/// A number to multiply by instead of dividing: `n / divisor = (n * multiplier) >> shift`, or where `plusOne` holds
/// `((n + 1) * multiplier) >> shift`, for all unsigned n of `bits` bits.
///
/// Why it is exact: let d be the divisor, N = `bits`, 2^s < d < 2^(s+1), p = 2^(N+s), and r the remainder of p by d. As
/// r and d - r sum to d, one of them is at most 2^s.
///
/// * If d - r is: the multiplier is (p + d - r) / d. The product is n p / d and n (d - r) / d more, which is less than
///   p / d, as n < 2^N: too little to reach the next multiple of p.
/// * Else r is: the multiplier is (p - r) / d. With n + 1 the product is (n + 1) p / d and (n + 1) r / d less, which is
///   more than 0 and at most p / d, as n + 1 <= 2^N: it is not below n p / d, and does not reach the next multiple of p
///   either.
///
/// Products are less than 2^64 for N up to 32: factors are at most 2^N, and for N = 32 the multiplier is less. For N =
/// 64 it is less than 2^64, and products have 128 bits.
///
/// @param multiplier unsigned
/// @param shift      N + s
record Reciprocal(long multiplier, int shift, boolean plusOne) {
    /// @param divisor no power of two, 3 or more, positive and less than 2^bits
    /// @param bits    2 to 32, or 64
    static Reciprocal of(long divisor, int bits) {
        if (bits < 2 || bits > 32 && bits != 64 || divisor < 3 || bits < 64 && divisor >>> bits != 0
                || Long.bitCount(divisor) == 1) {
            throw new IllegalArgumentException("no reciprocal of %d for %d bits".formatted(divisor, bits));
        }
        int exponent = 63 - Long.numberOfLeadingZeros(divisor);
        int shift = bits + exponent;
        BigInteger[] parts = BigInteger.ONE.shiftLeft(shift).divideAndRemainder(BigInteger.valueOf(divisor));
        boolean roundUp = divisor - parts[1].longValueExact() <= 1L << exponent;
        return new Reciprocal(parts[0].longValue() + (roundUp ? 1 : 0), shift, !roundUp);
    }
}
