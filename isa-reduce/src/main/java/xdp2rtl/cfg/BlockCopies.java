package xdp2rtl.cfg;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps paths apart over some blocks.
///
///     a: goto c   b: goto c   c: r0 = *(u32 *)(r1 + 0)   =>   a: goto c   b: goto c'   c: ...   c': ...
///
/// Sound because a copy does what the block does and goes on where it goes on.
final class BlockCopies {
    private final Cfg cfg;
    private final int split;
    private final Map<Edge, Integer> kinds;
    private final Set<Integer> region;
    private final List<BasicBlock> blocks;
    private final Map<Copied, Integer> copies = new HashMap<>();
    private final Deque<Copied> open = new ArrayDeque<>();
    private int nodes;

    private record Copied(int block, int kind) {}

    private BlockCopies(Cfg cfg, int split, Map<Edge, Integer> kinds, Set<Integer> region) {
        this.cfg = cfg;
        this.split = split;
        this.kinds = kinds;
        this.region = region;
        this.blocks = new ArrayList<>(cfg.blocks());
        this.nodes = cfg.nodes();
    }

    static Cfg of(Cfg cfg, int split, Map<Edge, Integer> kinds, Set<Integer> region) {
        return new BlockCopies(cfg, split, kinds, region).copy();
    }

    private Cfg copy() {
        for (BasicBlock block : cfg.blocks()) {
            blocks.set(block.id(), new BasicBlock(block.id(), block.frame(), block.nodes(), redirected(block.id(), 0, block.flow())));
        }
        while (!open.isEmpty()) {
            Copied next = open.remove();
            BasicBlock original = cfg.blocks().get(next.block());
            int id = copies.get(next);
            List<Node> own = original.nodes().stream().map(this::copy).toList();
            blocks.set(id, new BasicBlock(id, original.frame(), own, redirected(next.block(), next.kind(), copy(original.flow()))));
        }
        return new Cfg(cfg.program(), blocks, cfg.frames());
    }

    private Flow redirected(int from, int kind, Flow flow) {
        return switch (flow) {
            case Flow.Goto(int block) -> new Flow.Goto(end(from, 0, kind, block));
            case Flow.Test(Node branch, int taken, int otherwise) ->
                new Flow.Test(branch, end(from, 0, kind, taken), end(from, 1, kind, otherwise));
            case Flow.Enter(Node call, int frame, int block) -> new Flow.Enter(call, frame, end(from, 0, kind, block));
            case Flow.Return(Node exit, int block) -> new Flow.Return(exit, end(from, 0, kind, block));
            case Flow.End end -> end;
        };
    }

    /// Edges into `split` go to the copy of their kind; copies go on among their like, and out of the region.
    private int end(int from, int way, int kind, int target) {
        int next = target == split ? kinds.getOrDefault(new Edge(from, way), 0) : kind;
        return next == 0 || !region.contains(target) ? target : copies.computeIfAbsent(new Copied(target, next), this::place);
    }

    /// A place among the blocks, to be filled.
    private int place(Copied copied) {
        open.add(copied);
        blocks.add(cfg.blocks().get(copied.block()));
        return blocks.size() - 1;
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
