package xdp2rtl.cfg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import xdp2rtl.elf.Program;

/// The control-flow graph of a program without calls. Block 0 is the entry and frame 0 the program's own;
/// programs that tail calls lead to have frames of their own.
public record Cfg(Program program, List<BasicBlock> blocks, List<CallFrame> frames) {
    public Cfg {
        blocks = List.copyOf(blocks);
        frames = List.copyOf(frames);
    }

    /// The control flow of a program from its entry, calls inlined.
    /// @throws xdp2rtl.diagnostic.InputError where calls or tail calls from functions recurse, calls nest too deep, or
    /// make too many copies
    public static Cfg of(Program program) {
        return new Inliner(program).inline();
    }

    /// Places of the blocks that can be reached, each before its successors except along back edges.
    public List<Integer> reversePostorder() {
        return reversePostorder(block -> blocks.get(block).flow().successors());
    }

    /// The same, with other successors than the blocks' own.
    public List<Integer> reversePostorder(IntFunction<List<Integer>> successorsOf) {
        List<Integer> order = new ArrayList<>();
        Set<Integer> seen = new HashSet<>(Set.of(0));
        // (block, next successor) pairs on an explicit stack: long programs would overflow Java's.
        List<int[]> open = new ArrayList<>(List.of(new int[]{0, 0}));
        while (!open.isEmpty()) {
            int[] top = open.getLast();
            List<Integer> successors = successorsOf.apply(top[0]);
            if (top[1] == successors.size()) {
                order.add(top[0]);
                open.removeLast();
                continue;
            }
            // The last successor first, so that a taken branch comes behind the fall-through code in
            // postorder.
            int next = successors.get(successors.size() - 1 - top[1]++);
            if (seen.add(next)) {
                open.add(new int[]{next, 0});
            }
        }
        Collections.reverse(order);
        return order;
    }

    /// The same program with copies of some blocks for each kind of edge into one of them, so that paths meet later.
    ///
    /// @param kinds  of edges into the block `split`; those of kind 0, and those that are not named, keep the blocks
    /// @param region what is copied, `split` among it; edges from elsewhere into its other blocks keep them too
    public Cfg split(int split, Map<Edge, Integer> kinds, Set<Integer> region) {
        return BlockCopies.of(this, split, kinds, region);
    }

    /// One more than the greatest id of a node.
    int nodes() {
        return blocks.stream().flatMap(block -> Stream.concat(block.nodes().stream(), block.flow().node().stream()))
                .mapToInt(Node::id).max().orElse(-1) + 1;
    }

    /// Where a node is, for messages.
    public String where(Node node) { return program.where(node.slot()); }
}
