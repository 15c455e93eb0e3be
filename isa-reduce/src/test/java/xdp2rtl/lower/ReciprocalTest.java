package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Against division itself.
class ReciprocalTest {
    @Test void everyNumberOfUpToTenBitsIsDividedByEveryDivisor() {
        for (int bits = 2; bits <= 10; bits++) {
            for (long divisor = 3; divisor < 1 << bits; divisor++) {
                if (Long.bitCount(divisor) == 1) continue;
                for (long number = 0; number < 1 << bits; number++) {
                    holds(number, divisor, bits);
                }
            }
        }
    }

    /// At the multiples of the divisor, where a quotient changes, and at the ends.
    @Test void largeNumbersAreDividedByAnyDivisor() {
        var random = new Random(1);
        int adding = 0;
        for (int i = 0; i < 100_000; i++) {
            int bits = random.nextInt(11, 33);
            long divisor = random.nextLong(3, 1L << random.nextInt(2, bits + 1));
            if (Long.bitCount(divisor) == 1) continue;
            long most = (1L << bits) - 1;
            long multiple = random.nextLong(most / divisor + 1) * divisor;
            for (long number : new long[]{0, multiple, Math.max(0, multiple - 1), most, most / divisor * divisor,
                    most / divisor * divisor - 1}) {
                holds(number, divisor, bits);
            }
            adding += Reciprocal.of(divisor, bits).plusOne() ? 1 : 0;
        }
        assertTrue(adding > 1000, "both kinds are tried: " + adding);
    }

    @Test void numbersOf64BitsAreDividedByAnyDivisor() {
        var random = new Random(2);
        int adding = 0;
        for (int i = 0; i < 100_000; i++) {
            long divisor = random.nextLong(3, Long.MAX_VALUE) >>> random.nextInt(62);
            if (divisor < 3 || Long.bitCount(divisor) == 1) continue;
            var reciprocal = Reciprocal.of(divisor, 64);
            long multiple = Long.divideUnsigned(random.nextLong(), divisor) * divisor;
            long last = Long.divideUnsigned(-1, divisor) * divisor;
            for (long number : new long[]{0, -1, multiple, multiple - 1, last, last - 1}) {
                BigInteger factor = unsigned(number).add(reciprocal.plusOne() ? BigInteger.ONE : BigInteger.ZERO);
                assertEquals(unsigned(Long.divideUnsigned(number, divisor)),
                        factor.multiply(unsigned(reciprocal.multiplier())).shiftRight(reciprocal.shift()),
                        () -> number + " / " + divisor);
            }
            adding += reciprocal.plusOne() ? 1 : 0;
        }
        assertTrue(adding > 1000, "both kinds are tried: " + adding);
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    @Test void theMultiplierFitsAnImmediateForNumbersOfUpToThirtyBits() {
        for (long divisor : new long[]{3, 7, 641, 10_007, 65_537, 1_000_003}) {
            assertTrue(Reciprocal.of(divisor, 30).multiplier() <= Integer.MAX_VALUE);
        }
    }

    @Test void powersOfTwoAndWhatIsTooLargeHaveNone() {
        for (long divisor : new long[]{0, 1, 2, 64, 1L << 32, -1, 1 << 10, 1 << 11}) {
            assertThrows(IllegalArgumentException.class, () -> Reciprocal.of(divisor, 10), () -> "" + divisor);
        }
        assertThrows(IllegalArgumentException.class, () -> Reciprocal.of(3, 33));
    }

    private static void holds(long number, long divisor, int bits) {
        var reciprocal = Reciprocal.of(divisor, bits);
        long product = (reciprocal.plusOne() ? number + 1 : number) * reciprocal.multiplier();
        assertEquals(number / divisor, product >>> reciprocal.shift(),
                () -> number + " / " + divisor + " in " + bits + " bits: " + reciprocal);
    }
}
