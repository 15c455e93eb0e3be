package xdp2rtl.verifier;

import java.util.List;
import java.util.Map;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Node;
import xdp2rtl.cfg.Terminator;

/// What copies of functions are called where several of them are one.
///
/// @param frames by frame, the one that stands for it
/// @param nodes  by node, the one that stands for it; a node that is not among them stands for itself
public record Renaming(List<Integer> frames, Map<Integer, Integer> nodes) {
    public Renaming {
        frames = List.copyOf(frames);
        nodes = Map.copyOf(nodes);
    }

    /// A block in the frame that stands for its own.
    public BasicBlock of(BasicBlock block) {
        return new BasicBlock(block.id(), frames.get(block.frame()), block.nodes().stream().map(this::of).toList(),
                switch (block.flow()) {
                    case Terminator.Goto _, Terminator.Begin _ -> block.flow();
                    case Terminator.Test(Node branch, int taken, int otherwise) ->
                        new Terminator.Test(of(branch), taken, otherwise);
                    case Terminator.Enter(Node call, int frame, int first) ->
                        new Terminator.Enter(of(call), frames.get(frame), first);
                    case Terminator.Return(Node exit, int next) -> new Terminator.Return(of(exit), next);
                    case Terminator.TailCall tail ->
                        new Terminator.TailCall(of(tail.call()), tail.otherwise(), tail.begins());
                    case Terminator.End(Node exit) -> new Terminator.End(of(exit));
                });
    }

    private Node of(Node node) {
        return new Node(node.id(), node.place(), node.slot(), node.instruction(), frames.get(node.frame()));
    }

    /// What is known, under the other names.
    ///
    /// @param only the frame whose registers are kept, before it is renamed; -1 for all
    State of(State state, int only) {
        State renamed = new State();
        state.registers().forEach((key, value) -> {
            int frame = Math.floorDiv(key, State.STRIDE);
            if (only < 0 || frame == only) {
                renamed.registers().put(State.registerKey(frames.get(frame), key % State.STRIDE), of(value));
            }
        });
        state.cells().forEach((key, cell) -> renamed.cells().put(
                State.cellKey(frames.get(key / State.CELLS), key % State.CELLS - State.CELLS / 2),
                new State.Cell(cell.size(), of(cell.content()))));
        renamed.provenRoots().putAll(state.provenRoots());
        state.reserved().forEach((name, join) -> renamed.reserved().put(name(name), join));
        return renamed;
    }

    private Typed of(Typed value) { return new Typed(of(value.type()), value.id()); }

    Type of(Type type) {
        return switch (type) {
            case Type.Stack(int frame, Range offset) -> new Type.Stack(frames.get(frame), offset);
            case Type.Record(int map, int size, long name, Range offset, boolean nullable) ->
                new Type.Record(map, size, name(name), offset, nullable);
            case Type.Unset _, Type.Number _, Type.Tainted _, Type.Context _, Type.Packet _, Type.PacketEnd _,
                 Type.Map _, Type.InnerMap _, Type.MapValue _, Type.Stale _, Type.Half _, Type.Function _ ->
                type;
        };
    }

    private long name(long name) {
        Integer node = name > 0 && name <= Integer.MAX_VALUE ? nodes.get((int) name - 1) : null;
        return node == null ? name : node + 1L;
    }
}
