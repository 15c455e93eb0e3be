package xdp2rtl.verifier;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import xdp2rtl.cfg.Edge;
import xdp2rtl.verifier.Type.MapValue;
import xdp2rtl.verifier.Type.Number;
import xdp2rtl.verifier.Type.Packet;
import xdp2rtl.verifier.Type.Stack;

/// Groups the edges into a block by what is known on them, so that the block is copied as often as it makes a
/// difference.
final class PathKinds {
    /// How much of what is known makes two edges different: what registers hold, or also which number, which place of
    /// which map's values, such as a format among the constants, and whether it is null.
    enum Detail { TYPES, VALUES }

    private static final int RESERVED = Integer.MIN_VALUE;

    private PathKinds() {}

    /// @param states what is known on each edge that is taken
    /// @param live   the registers that matter
    /// @return for each edge the number of its kind, from 0 in the order of `states`
    static Map<Edge, Integer> of(LinkedHashMap<Edge, State> states, int block, LiveRegisters live, Detail detail) {
        Map<Map<Integer, List<Object>>, Integer> kinds = new HashMap<>();
        Map<Edge, Integer> result = new LinkedHashMap<>();
        states.forEach((edge, state) -> result.put(edge,
                kinds.computeIfAbsent(kind(state, block, live, detail), _ -> kinds.size())));
        return result;
    }

    private static Map<Integer, List<Object>> kind(State state, int block, LiveRegisters live, Detail detail) {
        Map<Integer, List<Object>> kind = new TreeMap<>();
        state.registers().forEach((key, value) -> {
            if (live.contains(block, key)) {
                kind.put(key, kind(value.type(), detail));
            }
        });
        state.cells().forEach((key, cell) -> {
            List<Object> content = kind(cell.content().type(), detail);
            if (content.size() > 1 || !content.getFirst().equals(Number.class)) {
                kind.put(-1 - key, content);
            }
        });
        if (!state.reserved().isEmpty()) {
            kind.put(RESERVED, List.copyOf(new TreeSet<>(state.reserved().keySet())));
        }
        return kind;
    }

    private static List<Object> kind(Type type, Detail detail) {
        boolean values = detail == Detail.VALUES;
        return switch (type) {
            case Number(Range range) ->
                values && range.isConstant() ? List.of(Number.class, range.low()) : List.of(Number.class);
            case MapValue(List<Integer> maps, Range offset, boolean nullable) -> values && offset.isConstant()
                    ? List.of(MapValue.class, nullable, maps, offset.low())
                    : List.of(MapValue.class, values && nullable);
            case Packet packet -> List.of(Packet.class, packet.root() == Packet.META);
            case Stack stack -> List.of(Stack.class, stack.frame());
            case Type.Half(Type pointer) -> List.of(Type.Half.class, kind(pointer, detail));
            case Type.Unset _ -> List.of(Type.Unset.class);
            case Type.Tainted _ -> List.of(Type.Tainted.class);
            case Type.Stale(long move, _) -> List.of(Type.Stale.class, move);
            case Type.InnerMap(int outer, boolean nullable) -> List.of(Type.InnerMap.class, outer, values && nullable);
            case Type.Record(_, _, long name, _, boolean nullable) ->
                List.of(Type.Record.class, name, values && nullable);
            case Type.Context _, Type.PacketEnd _, Type.Map _, Type.Function _ -> List.of(type);
        };
    }
}
