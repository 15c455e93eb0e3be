package xdp2rtl.check;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;
import xdp2rtl.schedule.Schedule;
import xdp2rtl.schedule.Scheduler;

/// Each defect that a scheduler could have is put into a good schedule and must be found.
class ScheduleCheckTest {
    private static final CoreConfig CORE = CoreConfig.DEFAULT;
    private static final Graph GRAPH = new Graph(List.of(new Block(0, List.of(), List.of(
            step(load(0, 12)), step(load(1, 20)),
            step(new Operation.Branch(Cond.EQ, Width.W64, new Reg(0), new Immediate(8), new Target.Leave(1))),
            step(new Operation.Jump(new Target.ToBlock(1, List.of()))))),
            new Block(1, List.of(), List.of(
                    step(store(12, new Reg(1))), step(load(2, 12)),
                    step(new Operation.MapRequest(MapOp.LOOKUP, 0, 0, new Reg(2), new Immediate(0))),
                    step(new Operation.Get(new Reg(3), Special.RESULT)),
                    step(store(20, new Reg(3))), step(new Operation.Exit(new Reg(3)))))),
            4);

    private final Schedule good = Scheduler.schedule("good", GRAPH, CORE);

    @Test void findsAnOperationThatIsMissing() {
        assertRejects("region b0, bundles [0, 1",
                (_, operation) -> operation instanceof Operation.Store ? Optional.empty() : Optional.of(operation));
    }

    @Test void findsAnotherOperandOffsetOrCondition() {
        assertRejects("", (_, operation) -> Optional.of(operation instanceof Operation.Store o
                ? new Operation.Store(o.space(), o.size(), o.swapped(), o.base(), o.offset() + 1, o.value(), o.alias())
                : operation));
        assertRejects("do not decide", (_, operation) -> Optional.of(operation instanceof Operation.Branch o
                ? new Operation.Branch(o.cond(), o.width(), o.left(), new Immediate(9), o.target()) : operation));
        assertRejects("R0", (_, operation) -> Optional
                .of(operation instanceof Operation.Exit ? new Operation.Exit(new Immediate(3)) : operation));
    }

    @Test void findsAMissingWait() {
        List<Bundle> awake =
                good.bundles().stream().map(bundle -> new Bundle(bundle.slots(), false, bundle.kept())).toList();
        assertFails("outstanding", awake);
    }

    @Test void findsALaneWithoutTheUnitAndAForeignBank() {
        assertFails("",
                good.bundles().stream().map(bundle -> new Bundle(bundle.slots().reversed(), bundle.waits())).toList());
        assertRejects("cannot write", (_, operation) -> Optional
                .of(operation.rename(reg -> reg, reg -> new Reg(reg.number() + Reg.PER_LANE))));
        assertRejects("does not exist", (_, operation) -> Optional.of(operation.rename(_ -> new Reg(255), reg -> reg)));
    }

    @Test void findsBundlesInAnotherOrder() {
        for (int i = 0; i + 1 < good.bundles().size(); i++) {
            List<Bundle> swapped = new ArrayList<>(good.bundles());
            Collections.swap(swapped, i, i + 1);
            assertFails("", swapped);
        }
    }

    @Test void findsControlThatRunsPastTheEnd() {
        assertFails("past the last bundle", good.bundles().subList(0, good.bundles().size() - 1));
    }

    private interface Change {
        Optional<Operation> apply(int address, Operation operation);
    }

    private void assertRejects(String text, Change change) {
        List<Bundle> bundles = new ArrayList<>();
        for (int address = 0; address < good.bundles().size(); address++) {
            int at = address;
            bundles.add(new Bundle(
                    good.bundles().get(address).slots().stream().map(slot -> slot.flatMap(o -> change.apply(at, o)))
                            .toList(),
                    good.bundles().get(address).waits(), good.bundles().get(address).kept()));
        }
        assertFails(text, bundles);
    }

    private void assertFails(String text, List<Bundle> bundles) {
        Schedule bad =
                new Schedule(CORE, bundles, good.sources().subList(0, bundles.size()), good.entries(), good.report());
        var error = assertThrows(IllegalStateException.class, () -> ScheduleCheck.check(GRAPH, bad));
        assertTrue(error.getMessage().contains(text), error.getMessage());
    }

    private static Step step(Operation operation) { return new Step(operation, Step.NOWHERE); }

    private static Operation load(int value, int offset) {
        return new Operation.Load(Space.PACKET, Size.B2, false, false, true, new Reg(value), Optional.empty(), offset,
                0);
    }

    private static Operation store(int offset, Operand value) {
        return new Operation.Store(Space.PACKET, Size.B2, false, Optional.empty(), offset, value, 0);
    }
}
