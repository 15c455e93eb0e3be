package xdp2rtl.report;

import java.util.List;
import xdp2rtl.reduce.Reduction;

/// What all runs of a pass did.
///
/// @param saved  operations that it took away; negative if it added some
/// @param left   operations that are left behind it and all passes above it in the list
/// @param runs   that changed something
public record PassWork(String name, int saved, int left, int runs) {
    static List<PassWork> all(Reduction.Report reduction) {
        int[] left = {reduction.before()};
        return Reduction.PASSES.stream().map(pass -> {
            int saved = reduction.removedBy(pass.name());
            left[0] -= saved;
            int runs = (int) reduction.steps().stream().filter(step -> step.pass().equals(pass.name())).count();
            return new PassWork(pass.name(), saved, left[0], runs);
        }).toList();
    }
}
