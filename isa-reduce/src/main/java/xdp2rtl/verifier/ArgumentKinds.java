package xdp2rtl.verifier;

import java.util.Map;
import java.util.TreeMap;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.ebpf.Registers;

/// What kinds of things functions are given. Calls with one kind may be of one copy.
public final class ArgumentKinds {
    private final Analysis analysis;
    /// Made when it is asked: most programs share nothing.
    private LiveRegisters live;

    public ArgumentKinds(Analysis analysis) { this.analysis = analysis; }

    /// The kinds of what a function is given that it may read.
    ///
    /// @param entry a block that begins it, which a run can reach
    /// @param deep  whether pointers on the stack count that an argument leads to
    public String of(int entry, Renaming renaming, boolean deep) {
        live = live == null ? LiveRegisters.of(analysis.cfg()) : live;
        BasicBlock block = analysis.cfg().blocks().get(entry);
        State state = analysis.before(entry).orElseThrow();
        var text = new StringBuilder();
        for (int r = Registers.FIRST_ARGUMENT; r <= Registers.LAST_ARGUMENT; r++) {
            if (live.contains(entry, State.registerKey(block.frame(), r))) {
                Type type = state.type(block.frame(), r);
                text.append('r').append(r).append('=').append(of(renaming.of(type))).append(' ');
                if (deep && type instanceof Type.Stack(int frame, _)) {
                    pointers(state, frame, renaming).forEach((at, kind) -> text.append(at).append(kind).append(' '));
                }
            }
        }
        return text.toString();
    }

    private static Map<Integer, String> pointers(State state, int frame, Renaming renaming) {
        var pointers = new TreeMap<Integer, String>();
        state.cells().forEach((key, cell) -> {
            if (key / State.CELLS == frame && !(cell.content().type() instanceof Type.Number)) {
                pointers.put(key % State.CELLS - State.CELLS / 2, of(renaming.of(cell.content().type())));
            }
        });
        return pointers;
    }

    private static String of(Type type) {
        return switch (type) {
            case Type.Unset _, Type.Tainted _ -> "none";
            case Type.Number _ -> "number";
            case Type.Packet(long root, _, _) -> root == Type.Packet.META ? "metadata" : "packet";
            case Type.PacketEnd _ -> "end";
            case Type.MapValue _ -> "value";
            case Type.Stale _ -> "stale";
            case Type.Half(Type pointer) -> "half " + of(pointer);
            case Type.Stack stack -> stack.toString();
            case Type.Context context -> context.toString();
            case Type.Map map -> map.toString();
            case Type.InnerMap map -> map.toString();
            case Type.Function function -> function.toString();
            case Type.Record record -> record.toString();
        };
    }
}
