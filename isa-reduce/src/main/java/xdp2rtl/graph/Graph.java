package xdp2rtl.graph;

import java.util.List;

/// A program as basic blocks of machine operations over virtual registers, in SSA form with block parameters.
///
/// @param blocks block `i` stands at place `i`; block 0 is the entry
/// @param values one more than the highest number of a virtual register in use
public record Graph(List<Block> blocks, int values) {
    public Graph { blocks = List.copyOf(blocks); }

    /// The listing.
    @Override public String toString() { return GraphText.of(this); }
}
