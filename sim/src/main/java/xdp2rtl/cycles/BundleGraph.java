package xdp2rtl.cycles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// Where control goes after each bundle of a schedule.
/// @param next the addresses that can follow each bundle
/// @param ends the ways in which each bundle can end the program
public record BundleGraph(List<List<Integer>> next, List<List<End>> ends) {

    /// @param lane   the slot that ends the program
    /// @param action what it gives back, where that is known
    public record End(int lane, Optional<Long> action) {}

    /// Of bundles in the order of their addresses.
    public static BundleGraph of(List<Bundle> bundles) {
        var next = new ArrayList<List<Integer>>();
        var ends = new ArrayList<List<End>>();
        for (int address = 0; address < bundles.size(); address++) {
            var follows = new ArrayList<Integer>();
            var stops = new ArrayList<End>();
            boolean falls = true;
            List<Optional<Operation>> slots = bundles.get(address).slots();
            for (int lane = 0; lane < slots.size(); lane++) {
                Operation operation = slots.get(lane).orElse(null);
                if (operation instanceof Operation.Branch branch) {
                    go(branch.target(), lane, follows, stops);
                } else if (operation instanceof Operation.Jump(Target target)) {
                    go(target, lane, follows, stops);
                    falls = false;
                } else if (operation instanceof Operation.Exit(Operand action)) {
                    stops.add(new End(lane, action instanceof Operand.Immediate known
                            ? Optional.of(known.value() & 0xffff_ffffL) : Optional.empty()));
                    falls = false;
                }
            }
            if (falls && address + 1 < bundles.size()) {
                follows.add(address + 1);
            }
            next.add(follows.stream().distinct().toList());
            ends.add(List.copyOf(stops));
        }
        return new BundleGraph(List.copyOf(next), List.copyOf(ends));
    }

    private static void go(Target target, int lane, List<Integer> follows, List<End> stops) {
        switch (target) {
            case Target.ToBundle(int address) -> follows.add(address);
            case Target.Leave(int action) -> stops.add(new End(lane, Optional.of((long) action)));
            case Target.ToBlock to -> throw new IllegalArgumentException("not scheduled: " + to);
        }
    }

    /// The bundles in groups that reach each other, each group behind those that lead to it. A group of more than one
    /// bundle, or of one that follows itself, is a loop.
    List<List<Integer>> groups() {
        return new Components(next).inOrder();
    }

    /// Whether the bundles of such a group can be passed more than once.
    boolean isLoop(List<Integer> group) {
        return group.size() > 1 || next.get(group.getFirst()).contains(group.getFirst());
    }
}
