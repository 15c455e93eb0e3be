package xdp2rtl.spill;

import java.util.Optional;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;

/// What a value is read from where it is not kept in a register.
sealed interface SpilledValue {
    /// Made again by its operation, which needs no register.
    record Again(Operation.Definition operation) implements SpilledValue {}

    /// Bytes on the stack.
    record Slot(int address, Size size) implements SpilledValue {}

    /// Gives a register the value.
    default Operation read(Reg into) {
        return switch (this) {
            case Again again -> again.operation().rename(use -> use, _ -> into);
            case Slot slot -> new Operation.Load(Space.STACK, slot.size(), false, false, true, into, Optional.empty(),
                    slot.address(), 0);
        };
    }
}
