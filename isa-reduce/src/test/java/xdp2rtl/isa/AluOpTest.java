package xdp2rtl.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The columns of [AluOp] against what the operations compute: a column says yes exactly where all samples do.
class AluOpTest {
    private static final List<Long> VALUES = values();

    @Test void commutesWhereItSaysSo() {
        for (AluOp op : AluOp.values()) {
            assertEquals(op.isCommutative(), pairs((width, x, y) -> op.apply(width, x, y) == op.apply(width, y, x)),
                    op::name);
        }
    }

    @Test void associatesWhereItSaysSo() {
        for (AluOp op : AluOp.values()) {
            boolean associates = op.isCommutative() && VALUES.stream().allMatch(z -> pairs((width, x,
                    y) -> op.apply(width, op.apply(width, x, y), z) == op.apply(width, x, op.apply(width, y, z))));
            assertEquals(op.isAssociative(), associates, op::name);
        }
    }

    @Test void theNeutralElementLeavesTheLeftOperand() {
        for (AluOp op : AluOp.values()) {
            List<Long> neutral = VALUES.stream().filter(y -> op.readsLeft()
                    && VALUES.stream().allMatch(x -> op.apply(Width.W64, x, y) == x
                            && op.apply(Width.W32, x, y) == (x & 0xffff_ffffL)))
                    .toList();
            if (op.neutral().isPresent()) {
                assertEquals(true, neutral.contains(op.neutral().getAsLong()), op::name);
            } else {
                assertEquals(List.of(), neutral, op::name);
            }
        }
    }

    @Test void theReversedOperationTakesTheOperandsInTheOtherOrder() {
        for (AluOp op : AluOp.values()) {
            op.reversed().ifPresent(other -> assertEquals(true,
                    pairs((width, x, y) -> op.apply(width, x, y) == other.apply(width, y, x)), op::name));
            boolean hasOne = List.of(AluOp.values()).stream()
                    .anyMatch(other -> pairs((width, x, y) -> op.apply(width, x, y) == other.apply(width, y, x)));
            assertEquals(op.reversed().isPresent(), hasOne, op::name);
        }
    }

    @Test void foldsWhatIsKnown() {
        for (AluOp op : AluOp.values()) {
            OptionalLong one = OptionalLong.of(1);
            assertEquals(OptionalLong.of(op.apply(Width.W32, 1, 1)), op.fold(Width.W32, one, one));
            assertEquals(op.readsLeft() ? OptionalLong.empty() : one, op.fold(Width.W64, OptionalLong.empty(), one));
            assertEquals(OptionalLong.empty(), op.fold(Width.W64, one, OptionalLong.empty()));
        }
    }

    private interface Law {
        boolean holds(Width width, long x, long y);
    }

    private static boolean pairs(Law law) {
        return List.of(Width.values()).stream().allMatch(
                width -> VALUES.stream().allMatch(x -> VALUES.stream().allMatch(y -> law.holds(width, x, y))));
    }

    private static List<Long> values() {
        Random random = new Random(1);
        List<Long> values = new ArrayList<>(List.of(0L, 1L, 2L, 31L, 32L, 63L, 64L, -1L, 0xffL, 0xffff_ffffL,
                0x8000_0000L, Long.MIN_VALUE, Long.MAX_VALUE));
        for (int i = 0; i < 12; i++) {
            values.add(random.nextLong());
        }
        return values;
    }
}
