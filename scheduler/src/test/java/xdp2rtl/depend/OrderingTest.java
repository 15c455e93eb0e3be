package xdp2rtl.depend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Width;

/// What is moved across what.
class OrderingTest {
    private static final Optional<Reg> VALUE = Optional.of(new Reg(0));
    private static final Operation OTHER_LOAD =
            new Operation.Load(Space.MAP, Size.B4, false, false, true, new Reg(1), VALUE, 8, 1);
    private static final Operation OTHER_STORE =
            new Operation.Store(Space.MAP, Size.B4, false, VALUE, 8, new Immediate(1), 2);
    private static final Operation PACKET_STORE =
            new Operation.Store(Space.PACKET, Size.B4, false, VALUE, 8, new Immediate(1), 0);

    private static Operation atomic(AtomicOp op) {
        return new Operation.AtomicRequest(op, Width.W32, VALUE, 0, new Immediate(1), 1);
    }

    @Test void nothingOfAMapIsMovedAcrossAnExchange() {
        for (AtomicOp op : new AtomicOp[]{AtomicOp.EXCHANGE, AtomicOp.COMPARE_EXCHANGE}) {
            assertEquals(Order.NEXT_BUNDLE, Ordering.between(atomic(op), OTHER_LOAD));
            assertEquals(Order.NEXT_BUNDLE, Ordering.between(atomic(op), OTHER_STORE));
            assertEquals(Order.NEXT_BUNDLE, Ordering.between(OTHER_STORE, atomic(op)));
            assertEquals(Order.SAME_BUNDLE, Ordering.between(OTHER_LOAD, atomic(op)));
            assertEquals(Order.FREE, Ordering.between(atomic(op), PACKET_STORE));
        }
    }

    @Test void otherAtomicsAreOrderedWithTheirOwnBytesOnly() {
        assertEquals(Order.FREE, Ordering.between(atomic(AtomicOp.ADD), OTHER_LOAD));
        assertEquals(Order.FREE, Ordering.between(OTHER_STORE, atomic(AtomicOp.ADD)));
    }
}
