package xdp2rtl.cfg;

import java.util.ArrayList;
import java.util.List;

/// Keeps paths apart for one block longer.
///
///     a: goto c   b: goto c   c: r0 = *(u32 *)(r1 + 0)   =>   a: goto c   b: goto c'   c: ...   c': ...
///
/// Sound because a copy does what the block does and goes on where it goes on.
final class BlockCopies {
    private final Cfg cfg;
    private final List<BasicBlock> blocks;
    private final int split;
    private boolean isTaken;
    private int nodes;

    private BlockCopies(Cfg cfg, int split) {
        this.cfg = cfg;
        this.split = split;
        this.blocks = new ArrayList<>(cfg.blocks());
        this.nodes = cfg.nodes();
        // The run begins in block 0, so that is an edge too.
        this.isTaken = split == 0;
    }

    /// The graph with a copy of the block for each edge into it but the first.
    static Cfg of(Cfg cfg, int split) { return new BlockCopies(cfg, split).copy(); }

    private Cfg copy() {
        for (int id = 0; id < cfg.blocks().size(); id++) {
            BasicBlock block = blocks.get(id);
            blocks.set(id, new BasicBlock(id, block.frame(), block.nodes(), redirected(block.flow())));
        }
        return new Cfg(cfg.program(), blocks, cfg.frames());
    }

    private Flow redirected(Flow flow) {
        return switch (flow) {
            case Flow.Goto(int block) -> new Flow.Goto(own(block));
            case Flow.Test(Node branch, int taken, int otherwise) -> new Flow.Test(branch, own(taken), own(otherwise));
            case Flow.Enter(Node call, int frame, int block) -> new Flow.Enter(call, frame, own(block));
            case Flow.Return(Node exit, int block) -> new Flow.Return(exit, own(block));
            case Flow.End end -> end;
        };
    }

    /// Where an edge goes on: the first one into the block keeps it, others get copies. A copy's own edges still lead to the
    /// block itself.
    private int own(int target) {
        if (target != split) {
            return target;
        }
        if (!isTaken) {
            isTaken = true;
            return target;
        }
        BasicBlock original = cfg.blocks().get(split);
        int id = blocks.size();
        blocks.add(new BasicBlock(id, original.frame(), original.nodes().stream().map(this::copy).toList(), copy(original.flow())));
        return id;
    }

    private Node copy(Node node) {
        return new Node(nodes++, node.place(), node.slot(), node.instruction(), node.frame());
    }

    private Flow copy(Flow flow) {
        return switch (flow) {
            case Flow.Goto to -> to;
            case Flow.Test(Node branch, int taken, int otherwise) -> new Flow.Test(copy(branch), taken, otherwise);
            case Flow.Enter(Node call, int frame, int block) -> new Flow.Enter(copy(call), frame, block);
            case Flow.Return(Node exit, int block) -> new Flow.Return(copy(exit), block);
            case Flow.End(Node exit) -> new Flow.End(copy(exit));
        };
    }
}
