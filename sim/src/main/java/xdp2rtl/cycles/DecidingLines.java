package xdp2rtl.cycles;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.elf.CLine;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operation;

/// What tells places apart that have one C line, such as the last line of a function that was inlined in several places: the
/// line of the nearest branch that is on every way to one of them, and not on every way to all of them.
final class DecidingLines {
    /// The line of an operation.
    interface Lines {
        Optional<CLine> of(int bundle, int lane);
    }

    private final List<Bundle> bundles;
    private final Lines lines;
    /// By bundle, those that are on every way to it, itself among them.
    private final List<BitSet> passed = new ArrayList<>();

    /// @param graph of the same bundles
    DecidingLines(List<Bundle> bundles, BundleGraph graph, Lines lines) {
        this.bundles = bundles;
        this.lines = lines;
        for (int bundle = 0; bundle < bundles.size(); bundle++) {
            var all = new BitSet();
            all.set(0, bundle == 0 ? 1 : bundles.size());
            passed.add(all);
        }
        for (boolean changed = true; changed;) {
            changed = false;
            for (int bundle = 0; bundle < bundles.size(); bundle++) {
                for (int next : graph.next().get(bundle)) {
                    changed |= narrow(next, passed.get(bundle));
                }
            }
        }
    }

    private boolean narrow(int bundle, BitSet before) {
        var ways = (BitSet) before.clone();
        ways.set(bundle);
        ways.and(passed.get(bundle));
        boolean changed = !ways.equals(passed.get(bundle));
        passed.set(bundle, ways);
        return changed;
    }

    /// @param places that have the same line
    /// @return a line for each, where there is one
    List<Optional<CLine>> of(List<PathCycles.End> places) {
        // A line is one, whatever its column.
        List<List<CLine>> ways = places.stream().map(this::way).toList();
        Set<CLine> common = new HashSet<>(ways.getFirst());
        ways.forEach(common::retainAll);
        return ways.stream().map(way -> way.stream().filter(line -> !common.contains(line)).findFirst()).toList();
    }

    /// Lines of branches that are on every way there, the nearest first.
    private List<CLine> way(PathCycles.End to) {
        var way = new ArrayList<CLine>();
        addBranches(way, to.bundle(), to.lane());
        BitSet before = passed.get(to.bundle());
        before.stream().filter(bundle -> bundle != to.bundle()).boxed()
                .sorted((one, other) -> passed.get(other).cardinality() - passed.get(one).cardinality())
                .forEach(bundle -> addBranches(way, bundle, bundles.get(bundle).slots().size()));
        way.removeIf(line -> to.line().map(DecidingLines::whole).filter(line::equals).isPresent());
        return way;
    }

    private static CLine whole(CLine line) { return new CLine(line.file(), line.line(), 0, line.text()); }

    private void addBranches(List<CLine> way, int bundle, int lanes) {
        List<Optional<Operation>> slots = bundles.get(bundle).slots();
        for (int lane = Math.min(lanes, slots.size()) - 1; lane >= 0; lane--) {
            if (slots.get(lane).filter(Operation.Branch.class::isInstance).isPresent()) {
                lines.of(bundle, lane).map(DecidingLines::whole).ifPresent(way::add);
            }
        }
    }
}
