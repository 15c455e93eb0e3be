package xdp2rtl.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.schedule.Schedule;

/// That no bundle which needs a request completed issues while one may be outstanding: all pairs of a bundle and an
/// outstanding request that control can reach are visited.
final class WaitCheck {
    /// @param request what is outstanding when the bundle issues
    private record Situation(int address, Operation.Request request) {}

    private final Schedule schedule;
    private final Set<Situation> seen = new HashSet<>();
    private final Deque<Situation> open = new ArrayDeque<>();

    private WaitCheck(Schedule schedule) { this.schedule = schedule; }

    static void check(Schedule schedule) {
        WaitCheck check = new WaitCheck(schedule);
        for (int address = 0; address < schedule.bundles().size(); address++) {
            Bundle bundle = schedule.bundles().get(address);
            for (int lane = 0; lane < bundle.slots().size(); lane++) {
                if (bundle.slots().get(lane).isPresent() && !bundle.waits()
                        && bundle.slots().get(lane).get() instanceof Operation.Request request) {
                    check.leave(address, request, bundle.keeps(lane) ? -1 : lane);
                }
            }
        }
        while (!check.open.isEmpty()) {
            check.visit(check.open.removeLast());
        }
    }

    private void visit(Situation at) {
        Bundle bundle = schedule.bundles().get(at.address());
        bundle.slots().forEach(slot -> slot.ifPresent(operation -> {
            if (needsCompletion(operation, at.request())) {
                throw new IllegalStateException(
                        "bundle " + at.address() + ": " + operation + " may find " + at.request() + " outstanding");
            }
        }));
        if (!bundle.waits()) {
            leave(at.address(), at.request(), -1);
        }
    }

    /// Goes on to every bundle that can follow with the request outstanding; `lane` is where it is made, -1 if earlier.
    private void leave(int address, Operation.Request request, int lane) {
        Bundle bundle = schedule.bundles().get(address);
        for (int i = 0; i < bundle.slots().size(); i++) {
            if (bundle.slots().get(i).isEmpty()) {
                continue;
            }
            switch (bundle.slots().get(i).get()) {
                case Operation.Branch branch -> {
                    if (i > lane) {
                        go(branch.target(), request);
                    }
                }
                case Operation.Jump jump -> {
                    if (i > lane) {
                        go(jump.target(), request);
                    }
                    return;
                }
                case Operation.Exit _ -> {
                    return;
                }
                case Operation.Compute _, Operation.Access _, Operation.MapAdd _, Operation.ContextAccess _,
                     Operation.Push _, Operation.Request _ ->
                    {}
            }
        }
        go(new Target.ToBundle(address + 1), request);
    }

    private void go(Target target, Operation.Request request) {
        if (target instanceof Target.ToBundle to && to.address() < schedule.bundles().size()) {
            Situation next = new Situation(to.address(), request);
            if (seen.add(next)) {
                open.addLast(next);
            }
        }
    }

    private static boolean needsCompletion(Operation operation, Operation.Request request) {
        return operation.reads().stream().anyMatch(Reg::isResult) || switch (operation) {
            case Operation.Get o -> o.special() == Special.RESULT;
            case Operation.Exit _, Operation.Push _, Operation.Request _ -> true;
            case Operation.Targeted o -> o.target() instanceof Target.Leave;
            case Operation.Access o -> o.space() == Space.MAP && mayTouch(request, o.alias());
            case Operation.MapAdd o -> mayTouch(request, o.alias());
            case Operation.Compute _, Operation.Put _, Operation.Adjust _ -> false;
        };
    }

    private static boolean mayTouch(Operation.Request request, int alias) {
        return switch (request) {
            case Operation.MapRequest o -> o.op() != MapOp.LOOKUP;
            case Operation.AtomicRequest o -> o.op().isBarrier() || alias == 0 || o.alias() == 0 || alias == o.alias();
            case Operation.DivideRequest _ -> false;
        };
    }
}
