package xdp2rtl.schedule;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import xdp2rtl.depend.Edges;
import xdp2rtl.depend.Frequencies;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// Which blocks begin regions; every other block stands in the tree of each block that leads to it, once for each edge.
///
/// @param roots     ascending; block 0 is one
/// @param instances how often each block stands in a tree
record Partition(List<Integer> roots, List<Integer> instances) {
    /// A limit for what is copied in all, as a multiple of the program.
    private static final int GROWTH = 3;
    /// Joins that fewer packets than this come through are copied if they are no larger than [#SMALL].
    private static final double RARE = 0.25;
    private static final int SMALL = 6;

    /// Joins with up to `copied` operations in the tree below them are copied behind every block that leads to them.
    /// Loop headers never are.
    static Partition of(Graph graph, Frequencies frequencies, int copied) {
        int limit = copied;
        while (true) {
            Partition partition = partition(graph, frequencies, limit);
            int before = size(graph, List.of());
            if (limit < 0 || size(graph, partition.instances) <= GROWTH * before + 16) { return partition; }
            limit = limit == 0 ? -1 : limit / 2;
        }
    }

    /// Every block that can be reached begins a region.
    static Partition ofBlocks(Graph graph) {
        List<Integer> reached = Edges.reversePostorder(graph).stream().sorted().toList();
        return new Partition(reached,
                graph.blocks().stream().map(block -> reached.contains(block.id()) ? 1 : 0).toList());
    }

    private static Partition partition(Graph graph, Frequencies frequencies, int copied) {
        List<Integer> order = Edges.reversePostorder(graph);
        int[] edges = new int[graph.blocks().size()];
        BitSet roots = new BitSet();
        roots.set(0);
        for (int block : order) {
            for (Target.ToBlock to : Edges.of(graph.blocks().get(block))) {
                edges[to.block()]++;
                if (frequencies.isBack(block, to.block())) {
                    roots.set(to.block());
                }
            }
        }
        int[] below = new int[edges.length];
        for (int block : order.reversed()) {
            below[block] = straight(graph.blocks().get(block));
            for (Target.ToBlock to : Edges.of(graph.blocks().get(block))) {
                below[block] = Math.min(1 << 20, below[block] + (roots.get(to.block()) ? 0 : below[to.block()]));
            }
            if (edges[block] > 1 && below[block] > (frequencies.of(block) < RARE ? Math.min(copied, SMALL) : copied)) {
                roots.set(block);
            }
        }
        Integer[] instances = new Integer[edges.length];
        Arrays.fill(instances, 0);
        for (int block : order) {
            if (roots.get(block)) {
                instances[block] = 1;
            }
            for (Target.ToBlock to : Edges.of(graph.blocks().get(block))) {
                if (!roots.get(to.block())) {
                    instances[to.block()] = Math.min(1 << 20, instances[to.block()] + instances[block]);
                }
            }
        }
        return new Partition(roots.stream().boxed().toList(), List.of(instances));
    }

    boolean isRoot(int block) { return roots.contains(block); }

    private static int straight(Block block) {
        return (int) block.steps().stream().filter(step -> !(step.operation() instanceof Operation.Transfer)).count();
    }

    private static int size(Graph graph, List<Integer> instances) {
        int size = 0;
        for (Block block : graph.blocks()) {
            size += (instances.isEmpty() ? 1 : instances.get(block.id())) * block.steps().size();
        }
        return size;
    }
}
