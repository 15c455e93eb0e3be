package xdp2rtl.explore;

import java.util.List;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;

/// The cores that are tried: each of these lanes with each of these contexts, so many times; ascending, none twice.
public record Space(List<Integer> lanes, List<Integer> contexts, List<Integer> cores) {
    public static final Space USUAL =
            new Space(List.of(1, 2, 4, 8), List.of(8, 16, 32), List.of(1, 2, 3, 4, 6, 8, 12, 16));

    /// @throws InputError if one of them is empty, or a core cannot be built so
    public Space {
        lanes = ascending("--lanes", lanes);
        contexts = ascending("--contexts", contexts);
        cores = ascending("--cores", cores);
    }

    private static List<Integer> ascending(String option, List<Integer> values) {
        if (values.isEmpty()) throw new InputError(option, "no number is given");
        return values.stream().distinct().sorted().toList();
    }

    /// The cores, those of fewer lanes first, then of fewer contexts; each like `like` in all else.
    /// @throws InputError if there is no such core
    public List<CoreConfig> of(CoreConfig like) {
        return lanes.stream().flatMap(lane -> contexts.stream().flatMap(context -> cores.stream()
                .map(core -> like.change().name("custom").lanes(lane).contexts(context).cores(core).build()))).toList();
    }
}
