package xdp2rtl.reach;

import java.util.List;
import xdp2rtl.ebpf.Condition;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.elf.Bytes;

/// A place of a run at which other inputs would have made a difference.
sealed interface Choice {

    int slot();

    /// A branch.
    record Branched(int slot, boolean taken, Condition condition, OperandWidth width, Term left, Term right)
            implements
            Choice {
        boolean holds(Evaluation with) {
            return condition.holds(width, with.of(left), with.of(right)) == taken;
        }

        Branched turned() {
            return new Branched(slot, !taken, condition, width, left, right);
        }

        int edge() {
            return edge(slot, taken);
        }

        static int edge(int slot, boolean taken) {
            return 2 * slot + (taken ? 1 : 0);
        }
    }

    /// A call that looked into a map, which could have one of these values under this key.
    record Looked(int slot, int map, Bytes key, List<Bytes> values) implements Choice {}

    /// A call that put something into a map, which could have been full of other keys.
    record Added(int slot, int map, Bytes key) implements Choice {}
}
