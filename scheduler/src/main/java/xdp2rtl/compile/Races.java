package xdp2rtl.compile;

import java.util.BitSet;
import java.util.List;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operation;
import xdp2rtl.verifier.Entry;
import xdp2rtl.verifier.SharedChanges;

/// What packets that run at once can take from each other.
public final class Races {
    private Races() {}

    /// The changes in two steps but those that have become additions at the memory, wherever their instruction stands,
    /// of bytes that nothing else reads before.
    public static List<SharedChanges.Change> of(Compiled compiled) {
        var others = new BitSet();
        var additions = new BitSet();
        compiled.reduction().graph().blocks().stream().flatMap(block -> block.steps().stream())
                .filter(step -> step.origin() != Step.NOWHERE).forEach(step -> {
                    int slot = compiled.program().code().get(step.origin()).slot();
                    if (step.operation() instanceof Operation.MapAdd) {
                        additions.set(slot);
                    } else if (step.operation() instanceof Operation.Addressed) {
                        others.set(slot);
                    }
                });
        return SharedChanges.of(compiled.program(), Entry.XDP).stream()
                .filter(change -> others.get(change.slot()) || !additions.get(change.slot())
                        || change.reads().stream().anyMatch(others::get))
                .toList();
    }
}
