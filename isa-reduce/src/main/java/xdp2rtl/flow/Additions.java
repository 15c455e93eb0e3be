package xdp2rtl.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.verifier.Range;
import xdp2rtl.verifier.SharedWrites.Kind;
import xdp2rtl.verifier.SharedWrites.Write;

/// Maps of whose values a program only changes numbers, by additions, and reads nothing.
final class Additions {
    private Additions() {}

    /// The numbers; nothing if the program does something else with the map. Additions at the memory are aligned, and so
    /// are values: a number stands at a multiple of its bytes.
    ///
    /// @param spec   the map
    /// @param writes of it
    /// @param graph  as it is scheduled
    static Optional<List<MapPlace.Number>> of(MapSpec spec, List<Write> writes, Graph graph) {
        List<MapPlace.Number> numbers = new ArrayList<>();
        for (Write write : writes) {
            if (!(write.kind() instanceof Kind.Value(Range offset, int bytes)) || bytes == 0) {
                return Optional.empty();
            }
            long first = Math.ceilDiv(Math.max(0, offset.low()), bytes) * bytes;
            for (long at = first; at <= Math.min(offset.high(), spec.valueSize() - bytes); at += bytes) {
                var number = new MapPlace.Number((int) at, bytes);
                if (!numbers.contains(number)) {
                    if (numbers.stream().anyMatch(number::overlaps)) { return Optional.empty(); }
                    numbers.add(number);
                }
            }
        }
        return onlyAdds(writes.getFirst().map(), graph) ? Optional.of(numbers) : Optional.empty();
    }

    private static boolean onlyAdds(int map, Graph graph) {
        return graph.blocks().stream().flatMap(block -> block.steps().stream()).map(Step::operation)
                .allMatch(operation -> switch (operation) {
                    case Operation.Load o -> isElsewhere(o, map);
                    case Operation.Store o -> isElsewhere(o, map);
                    case Operation.AtomicRequest o -> isElsewhere(o, map);
                    case Operation.MapAdd _, Operation.Compute _, Operation.Transfer _, Operation.ContextAccess _,
                         Operation.Push _, Operation.MapRequest _, Operation.DivideRequest _ ->
                        true;
                });
    }

    /// Whether an access is known to be in another map, or in none. Numbers for what does not overlap are places among
    /// the maps, from 1.
    private static boolean isElsewhere(Operation.Addressed access, int map) {
        return access.space() != Space.MAP || access.alias() != 0 && access.alias() != map + 1;
    }
}
