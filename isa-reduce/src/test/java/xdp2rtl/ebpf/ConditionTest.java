package xdp2rtl.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class ConditionTest {

    private static Set<Condition> holding(OperandWidth width, long left, long right) {
        var holding = EnumSet.noneOf(Condition.class);
        for (Condition condition : Condition.values()) {
            if (condition.holds(width, left, right)) {
                holding.add(condition);
            }
        }
        return holding;
    }

    @Test void tellsSignedFromUnsignedComparisons() {
        assertEquals(EnumSet.of(Condition.NE, Condition.GT, Condition.GE, Condition.SLT, Condition.SLE,
                Condition.SET),
                holding(OperandWidth.W64, -1, 1));
        assertEquals(EnumSet.of(Condition.NE, Condition.LT, Condition.LE, Condition.SGT, Condition.SGE,
                Condition.SET),
                holding(OperandWidth.W64, 1, -1));
        assertEquals(EnumSet.of(Condition.NE, Condition.GT, Condition.GE, Condition.SLT, Condition.SLE),
                holding(OperandWidth.W64, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Test void looksAtTheLowerHalvesOnlyIn32Bits() {
        assertTrue(Condition.EQ.holds(OperandWidth.W32, 0x1_0000_0005L, 5));
        assertFalse(Condition.EQ.holds(OperandWidth.W64, 0x1_0000_0005L, 5));
        assertEquals(EnumSet.of(Condition.NE, Condition.GT, Condition.GE, Condition.SLT, Condition.SLE),
                holding(OperandWidth.W32, 0x8000_0000L, 0x7fff_ffffL));
        assertFalse(Condition.SET.holds(OperandWidth.W32, 0x1_0000_0000L, 0x1_0000_0000L));
    }
}
