package xdp2rtl.check;

import java.util.Optional;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.schedule.Schedule;

/// What each slot must keep by itself: the lane's units, register banks, targets, the encoding.
final class SlotCheck {
    private final Schedule schedule;
    private final CoreConfig config;

    private SlotCheck(Schedule schedule) {
        this.schedule = schedule;
        this.config = schedule.config();
    }

    static void check(Schedule schedule) {
        SlotCheck check = new SlotCheck(schedule);
        for (int address = 0; address < schedule.bundles().size(); address++) {
            Bundle bundle = schedule.bundles().get(address);
            if (bundle.slots().size() != schedule.config().lanes()) {
                throw new IllegalStateException("bundle " + address + " has " + bundle.slots().size() + " slots");
            }
            for (int lane = 0; lane < bundle.slots().size(); lane++) {
                Optional<Operation> operation = bundle.slots().get(lane);
                if (operation.isPresent()) {
                    Optional<String> fault = check.fault(operation.get(), lane);
                    if (fault.isPresent()) {
                        throw new IllegalStateException("bundle " + address + ", lane " + lane + ": " + operation.get()
                                + ": " + fault.get());
                    }
                }
            }
        }
    }

    private Optional<String> fault(Operation operation, int lane) {
        if (operation.unit().isPresent() && !config.units().get(lane).contains(operation.unit().get())) {
            return Optional.of("the lane has no unit " + operation.unit().get());
        }
        if (operation.writes().isPresent()
                && (operation.writes().get().lane() != lane || !exists(operation.writes().get()))) {
            return Optional.of("the lane cannot write register " + operation.writes().get().number());
        }
        if (!operation.reads().stream()
                .allMatch(reg -> reg.isResult() ? Encoding.takesResult(operation, reg) : exists(reg))) {
            return Optional.of("reads a register that does not exist");
        }
        if (operation instanceof Operation.Targeted o && o.target() instanceof Target.ToBundle to
                && (to.address() < 0 || to.address() >= schedule.bundles().size())) {
            return Optional.of("there is no bundle " + to.address());
        }
        return Encoding.obstacle(operation);
    }

    private boolean exists(Reg reg) {
        return reg.number() >= 0 && reg.lane() < config.lanes() && reg.index() < config.registersPerLane();
    }
}
