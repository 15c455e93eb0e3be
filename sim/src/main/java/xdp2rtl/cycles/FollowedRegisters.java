package xdp2rtl.cycles;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import xdp2rtl.compile.Compiled;
import xdp2rtl.depend.CallNumbers;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.schedule.SourceStep;

/// By bundle, the registers whose values decide some branch behind it: the number of the call that a shared function
/// goes back to, and what counts the turns of a loop.
record FollowedRegisters(List<Set<Integer>> before) {

    /// A register that a branch of a bundle asks.
    private record Asked(int bundle, int register) {}

    /// Of no register.
    static FollowedRegisters none(int bundles) {
        return new FollowedRegisters(Collections.nCopies(bundles, Set.of()));
    }

    boolean isEmpty() { return before.stream().allMatch(Set::isEmpty); }

    /// Of the numbers of calls.
    static FollowedRegisters ofCalls(Compiled compiled, BundleGraph graph) {
        List<Bundle> bundles = compiled.schedule().bundles();
        var calls = new CallNumbers(compiled.reduction().graph());
        var asked = new ArrayList<Asked>();
        for (int bundle = 0; bundle < bundles.size(); bundle++) {
            for (int lane = 0; lane < compiled.config().lanes(); lane++) {
                Optional<SourceStep> source = compiled.schedule().sources().get(bundle).get(lane);
                if (bundles.get(bundle).slots().get(lane).orElse(null) instanceof Operation.Branch branch
                        && branch.left() instanceof Reg(int register)
                        && branch.right() instanceof Immediate && source.isPresent()
                        && compiled.reduction().graph().blocks().get(source.get().block()).steps()
                                .get(source.get().step()).operation() instanceof Operation.Branch asking
                        && calls.isAsked(asking)) {
                    asked.add(new Asked(bundle, register));
                }
            }
        }
        return behind(new RegisterValues(bundles), graph, asked);
    }

    /// Of the counters of a loop; of no register if it has none.
    ///
    /// @param loop its bundles
    static FollowedRegisters ofLoop(RegisterValues values, BundleGraph graph, Collection<Integer> loop) {
        var asked = new ArrayList<Asked>();
        for (int bundle : loop) {
            values.bundles().get(bundle).slots().stream().flatMap(Optional::stream)
                    .filter(Operation.Branch.class::isInstance).map(Operation.Branch.class::cast)
                    .filter(branch -> counts(values, graph, loop, bundle, branch))
                    .forEach(branch -> RegisterValues.registers(branch.sources())
                            .forEach(register -> asked.add(new Asked(bundle, register))));
        }
        return behind(values, graph, asked);
    }

    /// Whether what a branch asks is computed in the loop from what a turn before has left.
    private static boolean counts(RegisterValues values, BundleGraph graph, Collection<Integer> loop, int bundle,
            Operation.Branch branch) {
        var asked = RegisterValues.registers(branch.sources()).stream()
                .map(register -> new Asked(bundle, register)).toList();
        FollowedRegisters followed = behind(values, graph, asked);
        return loop.stream().anyMatch(at -> graph.next().get(at).stream().filter(loop::contains)
                .flatMap(next -> followed.before.get(next).stream())
                .anyMatch(register -> values.counts(at, register) && values.sources(at, register).stream()
                        .anyMatch(source -> followed.before.get(at).contains(source))));
    }

    /// Both together.
    FollowedRegisters and(FollowedRegisters other) {
        var both = new ArrayList<Set<Integer>>();
        for (int bundle = 0; bundle < before.size(); bundle++) {
            var registers = new TreeSet<>(before.get(bundle));
            registers.addAll(other.before.get(bundle));
            both.add(registers);
        }
        return new FollowedRegisters(both);
    }

    /// What registers are asked for, and what those follow from in the bundles before.
    private static FollowedRegisters behind(RegisterValues values, BundleGraph graph, List<Asked> asked) {
        var previous = new ArrayList<List<Integer>>();
        var before = new ArrayList<Set<Integer>>();
        graph.next().forEach(_ -> {
            previous.add(new ArrayList<>());
            before.add(new TreeSet<>());
        });
        for (int bundle = 0; bundle < graph.next().size(); bundle++) {
            for (int next : graph.next().get(bundle)) {
                previous.get(next).add(bundle);
            }
        }
        Deque<Asked> open = new ArrayDeque<>(asked);
        while (!open.isEmpty()) {
            Asked one = open.remove();
            if (before.get(one.bundle).add(one.register)) {
                for (int bundle : previous.get(one.bundle)) {
                    values.sources(bundle, one.register).forEach(source -> open.add(new Asked(bundle, source)));
                }
            }
        }
        return new FollowedRegisters(before);
    }
}
