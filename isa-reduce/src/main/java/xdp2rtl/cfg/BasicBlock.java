package xdp2rtl.cfg;

import java.util.List;

/// Straight code of one frame. The instruction that ends it, if it is more than falling through, is in
/// `flow`, not in `nodes`.
public record BasicBlock(int id, int frame, List<Node> nodes, Terminator flow) {
    public BasicBlock { nodes = List.copyOf(nodes); }
}
