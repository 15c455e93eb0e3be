package xdp2rtl.graph;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xdp2rtl.isa.CoreConfig;

/// A program as basic blocks of machine operations over virtual registers, in SSA form with block parameters.
///
/// @param blocks block `i` stands at place `i`; block 0 is the entry
/// @param values one more than the highest number of a virtual register in use
/// @param stack  the bytes of the stack that its accesses with a base may touch
public record Graph(List<Block> blocks, int values, Set<Integer> stack) {
    private static final Set<Integer> WHOLE_STACK =
            IntStream.range(0, CoreConfig.STACK_BYTES).boxed().collect(Collectors.toUnmodifiableSet());

    public Graph {
        blocks = List.copyOf(blocks);
        stack = Set.copyOf(stack);
    }

    /// A graph of which nobody says what it touches.
    public Graph(List<Block> blocks, int values) { this(blocks, values, WHOLE_STACK); }

    /// The listing.
    @Override public String toString() { return GraphText.of(this); }
}
