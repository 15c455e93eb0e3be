package xdp2rtl.build;

/// A number to multiply by instead of dividing: `n / divisor = (n * multiplier) >>> shift`, or where `plusOne` holds
/// `((n + 1) * multiplier) >>> shift`, for all n of `bits` bits, in unsigned 64-bit arithmetic.
///
/// Why it is exact: let d be the divisor, N = `bits`, 2^s < d < 2^(s+1), p = 2^(N+s), and r the remainder of p by d. As r and d - r
/// sum to d, one of them is at most 2^s.
///
/// * If d - r is: the multiplier is (p + d - r) / d. The product is n p / d and n (d - r) / d more, which is less than p / d, as n < 2^N:
///   too little to reach the next multiple of p.
/// * Else r is: the multiplier is (p - r) / d. With n + 1 the product is (n + 1) p / d and (n + 1) r / d less, which is more than 0 and
///   at most p / d, as n + 1 <= 2^N: it is not below n p / d, and does not reach the next multiple of p either.
///
/// No product reaches 2^64: factors are at most 2^N, and for N = 32 the multiplier is less.
///
/// @param shift N + s
record Reciprocal(long multiplier, int shift, boolean plusOne) {
    /// @param divisor no power of two, 3 or more and less than 2^bits
    /// @param bits    2 to 32
    static Reciprocal of(long divisor, int bits) {
        if (bits < 2 || bits > 32 || divisor < 3 || divisor >>> bits != 0 || Long.bitCount(divisor) == 1) {
            throw new IllegalArgumentException("no reciprocal of %d for %d bits".formatted(divisor, bits));
        }
        int exponent = 63 - Long.numberOfLeadingZeros(divisor);
        int shift = bits + exponent;
        long quotient = Long.divideUnsigned(1L << shift, divisor);
        long remainder = Long.remainderUnsigned(1L << shift, divisor);
        boolean roundUp = divisor - remainder <= 1L << exponent;
        return new Reciprocal(roundUp ? quotient + 1 : quotient, shift, !roundUp);
    }
}
