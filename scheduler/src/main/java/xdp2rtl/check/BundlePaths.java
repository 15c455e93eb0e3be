package xdp2rtl.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.schedule.Schedule;

/// Runs the bundles symbolically from the entry of a region, along every way.
final class BundlePaths {
    /// Where a way ends.
    sealed interface End {
        /// At the entry of a region.
        record AtEntry(int address) implements End {}

        /// Out of the program with a term as R0.
        record Left(int term) implements End {}
    }

    record Path(Symbolic state, Decisions decisions, End end, String trace) {}

    private record At(int address, Symbolic state, Decisions decisions, List<Integer> trace) {}

    private final Terms terms;
    private final Schedule schedule;
    private final Set<Integer> entries;
    private final Deque<At> open = new ArrayDeque<>();
    private final List<Path> paths = new ArrayList<>();

    private BundlePaths(Terms terms, Schedule schedule) {
        this.terms = terms;
        this.schedule = schedule;
        this.entries = schedule.entries().stream().map(Schedule.Entry::address).collect(Collectors.toSet());
    }

    static List<Path> from(Schedule.Entry entry, Terms terms, Schedule schedule) {
        BundlePaths walk = new BundlePaths(terms, schedule);
        Symbolic state = new Symbolic(terms);
        entry.values()
                .forEach((value, register) -> state.registers.put(register, terms.of(new Terms.Term.Entering(value))));
        walk.open.add(new At(entry.address(), state, new Decisions(terms), List.of()));
        while (!walk.open.isEmpty()) {
            walk.step(walk.open.removeLast());
        }
        return walk.paths;
    }

    private void step(At at) {
        if (at.address() >= schedule.bundles().size()) {
            throw new IllegalStateException("control runs past the last bundle: " + at.trace());
        }
        if (at.trace().contains(at.address())) {
            throw new IllegalStateException("a loop without a region entry: " + at.trace());
        }
        Bundle bundle = schedule.bundles().get(at.address());
        List<Integer> trace = new ArrayList<>(at.trace());
        trace.add(at.address());
        List<Optional<Symbolic.Result>> results = bundle.slots().stream()
                .map(slot -> slot.filter(operation -> !(operation instanceof Operation.Transfer))
                        .map(at.state()::evaluate))
                .toList();
        Decisions decisions = at.decisions();
        for (int lane = 0; lane < bundle.slots().size(); lane++) {
            if (bundle.slots().get(lane).orElse(null) instanceof Operation.Branch branch) {
                Symbolic.Condition condition = at.state().condition(branch);
                Optional<Boolean> known = decisions.holds(condition);
                if (known.orElse(true)) {
                    Decisions here = known.isEmpty() ? decisions.with(condition, true) : decisions;
                    go(branch.target(), after(at.state(), results, bundle.kept(), lane), here, trace);
                }
                if (known.orElse(false)) { return; }
                decisions = known.isEmpty() ? decisions.with(condition, false) : decisions;
            }
        }
        leave(at, bundle, after(at.state(), results, 0, bundle.slots().size()), decisions, trace);
    }

    /// Where it goes if no branch is taken: by the first jump or exit, wherever that stands, else to the next bundle.
    private void leave(At at, Bundle bundle, Symbolic state, Decisions decisions, List<Integer> trace) {
        for (Optional<Operation> slot : bundle.slots()) {
            if (slot.orElse(null) instanceof Operation.Jump jump) {
                go(jump.target(), state, decisions, trace);
                return;
            }
            if (slot.orElse(null) instanceof Operation.Exit exit) {
                paths.add(new Path(state, decisions, new End.Left(at.state().term(exit.action())), trace.toString()));
                return;
            }
        }
        go(new Target.ToBundle(at.address() + 1), state, decisions, trace);
    }

    /// What holds behind a bundle whose effects in the first `lanes` lanes happen, and those that are `kept`.
    private static Symbolic after(Symbolic before, List<Optional<Symbolic.Result>> results, int kept, int lanes) {
        Symbolic state = before.copy();
        for (int lane = 0; lane < results.size(); lane++) {
            boolean happens = lane < lanes || (kept >> lane & 1) != 0;
            results.get(lane).ifPresent(result -> {
                state.write(result);
                if (happens) {
                    state.happen(result);
                }
            });
        }
        return state;
    }

    private void go(Target target, Symbolic state, Decisions decisions, List<Integer> trace) {
        switch (target) {
            case Target.Leave leave ->
                paths.add(new Path(state, decisions, new End.Left(terms.constant(leave.action())), trace.toString()));
            case Target.ToBundle to when entries.contains(to.address()) ->
                paths.add(new Path(state, decisions, new End.AtEntry(to.address()), trace.toString()));
            case Target.ToBundle to -> open.addLast(new At(to.address(), state, decisions, trace));
            case Target.ToBlock _ -> throw new IllegalStateException("a branch to a block in a schedule: " + target);
        }
    }
}
