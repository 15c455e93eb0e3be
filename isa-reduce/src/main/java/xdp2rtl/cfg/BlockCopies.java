package xdp2rtl.cfg;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

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
            blocks.set(block.id(),
                    new BasicBlock(block.id(), block.frame(), block.nodes(), redirected(block.id(), 0, block.flow())));
        }
        while (!open.isEmpty()) {
            Copied next = open.remove();
            BasicBlock original = cfg.blocks().get(next.block());
            int id = copies.get(next);
            List<Node> own = original.nodes().stream().map(this::copy).toList();
            blocks.set(id, new BasicBlock(id, original.frame(), own,
                    redirected(next.block(), next.kind(), copy(original.flow()))));
        }
        return new Cfg(cfg.program(), blocks, cfg.frames());
    }

    private Terminator redirected(int from, int kind, Terminator flow) {
        return switch (flow) {
            case Terminator.Goto(int block) -> new Terminator.Goto(end(from, 0, kind, block));
            case Terminator.Test(Node branch, int taken, int otherwise) ->
                new Terminator.Test(branch, end(from, 0, kind, taken), end(from, 1, kind, otherwise));
            case Terminator.Enter(Node call, int frame, int block) ->
                new Terminator.Enter(call, frame, end(from, 0, kind, block));
            case Terminator.Return(Node exit, int block) -> new Terminator.Return(exit, end(from, 0, kind, block));
            case Terminator.TailCall(Node call, int otherwise, List<Integer> begins) -> new Terminator.TailCall(call,
                    end(from, 0, kind, otherwise), IntStream.range(0, begins.size())
                            .mapToObj(place -> end(from, place + 1, kind, begins.get(place))).toList());
            case Terminator.Begin(int frame, int block) -> new Terminator.Begin(frame, end(from, 0, kind, block));
            case Terminator.End end -> end;
        };
    }

    /// Edges into `split` go to the copy of their kind; copies go on among their like, and out of the region.
    private int end(int from, int way, int kind, int target) {
        int next = target == split ? kinds.getOrDefault(new Edge(from, way), 0) : kind;
        return next == 0 || !region.contains(target) ? target
                : copies.computeIfAbsent(new Copied(target, next), this::place);
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

    private Terminator copy(Terminator flow) {
        return switch (flow) {
            case Terminator.Goto _, Terminator.Begin _ -> flow;
            case Terminator.TailCall tail ->
                new Terminator.TailCall(copy(tail.call()), tail.otherwise(), tail.begins());
            case Terminator.Test(Node branch, int taken, int otherwise) ->
                new Terminator.Test(copy(branch), taken, otherwise);
            case Terminator.Enter(Node call, int frame, int block) -> new Terminator.Enter(copy(call), frame, block);
            case Terminator.Return(Node exit, int block) -> new Terminator.Return(copy(exit), block);
            case Terminator.End(Node exit) -> new Terminator.End(copy(exit));
        };
    }
}
