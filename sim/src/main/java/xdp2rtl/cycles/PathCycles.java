package xdp2rtl.cycles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;
import xdp2rtl.compile.Compiled;
import xdp2rtl.elf.CLine;
import xdp2rtl.elf.Program;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Bundle;
import xdp2rtl.schedule.SourceStep;

/// What a schedule alone says: the bundles on every way from the program's start to one of its ends. Waiting for a map
/// or a divider takes no issue slot, and a packet that the hardware stops ends early; neither is counted.
/// @param best  bundles on the shortest way
/// @param worst on the longest; empty if a loop has no known bound
/// @param ends  every end, in the order of the bundles
/// @param loops bundles that can be passed any number of times
public record PathCycles(long best, OptionalLong worst, List<End> ends, List<Loop> loops) {
    public PathCycles {
        ends = List.copyOf(ends);
        loops = List.copyOf(loops);
    }

    /// A place where the program ends.
    /// @param bundle   its address
    /// @param lane     the slot that ends it
    /// @param action   what it gives back, where that is known
    /// @param after    of several places with the same action and line, the line that decides for this one
    /// @param shortest bundles on the shortest way there
    /// @param longest  on the longest
    /// @param ways     how many ways there are; empty behind a loop, or if they are more than a long holds
    public record End(int bundle, int lane, Optional<Long> action, Optional<CLine> line, Optional<CLine> after,
            long shortest, OptionalLong longest, OptionalLong ways) {
        private End after(Optional<CLine> decides) {
            return new End(bundle, lane, action, line, decides, shortest, longest, ways);
        }
    }

    /// Where the line that decides for an end is, to be put behind the end's own; empty where none does.
    public static String afterText(Optional<CLine> line, Optional<CLine> after) {
        return after.map(it -> line.filter(own -> own.file().equals(it.file())).isPresent()
                ? ", after line " + it.line()
                : ", after %s:%d".formatted(it.file().substring(it.file().lastIndexOf('/') + 1), it.line())).orElse("");
    }

    /// What people tell ends apart by.
    public record Place(Optional<Long> action, Optional<CLine> line, Optional<CLine> after) {
        public static Place of(End end) { return new Place(end.action, end.line, end.after); }
    }

    /// The ends that are at one place as one, the shortest first.
    public List<End> byLine() {
        var merged = new LinkedHashMap<Place, End>();
        ends.forEach(end -> merged.merge(Place.of(end), end, PathCycles::merged));
        return merged.values().stream().sorted(Comparator.comparingLong(End::shortest)).toList();
    }

    private static End merged(End one, End other) {
        return new End(one.bundle, one.lane, one.action, one.line, one.after, Math.min(one.shortest, other.shortest),
                both(one.longest, other.longest, Math::max), both(one.ways, other.ways, PathCycles::plus));
    }

    private static OptionalLong both(OptionalLong one, OptionalLong other, LongBinaryOperator operator) {
        return one.isEmpty() || other.isEmpty() ? OptionalLong.empty()
                : known(operator.applyAsLong(one.getAsLong(), other.getAsLong()));
    }

    /// @param first   the lowest address of a bundle in it
    /// @param bundles how many bundles it has
    /// @param line    of the first of them that has one
    public record Loop(int first, int bundles, Optional<CLine> line) {}

    private static final long UNKNOWN = Long.MAX_VALUE;

    /// The cycles of every way through the schedule.
    public static PathCycles of(Compiled compiled) {
        KnownPaths paths = KnownPaths.of(compiled);
        BundleGraph graph = paths.graph();
        int size = graph.next().size();
        long[] shortest = filled(size, UNKNOWN);
        long[] longest = filled(size, 0);
        long[] ways = filled(size, 0);
        var loops = new ArrayList<Loop>();
        if (size > 0) {
            shortest[0] = 1;
            longest[0] = 1;
            ways[0] = 1;
        }
        for (List<Integer> group : graph.groups()) {
            if (graph.isLoop(group)) {
                List<Integer> bundles = group.stream().map(paths.bundles()::get).distinct().sorted().toList();
                var found = new Loop(bundles.getFirst(), bundles.size(),
                        bundles.stream().flatMap(bundle -> line(compiled, bundle).stream()).findFirst());
                if (!loops.contains(found)) {
                    loops.add(found);
                }
                group.forEach(bundle -> {
                    longest[bundle] = UNKNOWN;
                    ways[bundle] = UNKNOWN;
                });
                settle(group, graph, shortest);
            }
            for (int bundle : group) {
                for (int follower : graph.next().get(bundle)) {
                    shortest[follower] = Math.min(shortest[follower], shortest[bundle] + 1);
                    longest[follower] = Math.max(longest[follower], plus(longest[bundle], 1));
                    ways[follower] = plus(ways[follower], ways[bundle]);
                }
            }
        }
        return of(compiled, paths, shortest, longest, ways, loops);
    }

    /// The shortest ways inside of a loop, into which more than one may lead.
    private static void settle(List<Integer> group, BundleGraph graph, long[] shortest) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int bundle : group) {
                for (int follower : graph.next().get(bundle)) {
                    if (shortest[bundle] != UNKNOWN && shortest[bundle] + 1 < shortest[follower]) {
                        shortest[follower] = shortest[bundle] + 1;
                        changed = true;
                    }
                }
            }
        }
    }

    private static PathCycles of(Compiled compiled, KnownPaths paths, long[] shortest, long[] longest, long[] ways,
            List<Loop> loops) {
        record Slot(int bundle, int lane) {}
        var merged = new TreeMap<Slot, End>(Comparator.comparingInt(Slot::bundle).thenComparingInt(Slot::lane));
        for (int node = 0; node < shortest.length; node++) {
            if (shortest[node] != UNKNOWN) {
                int bundle = paths.bundles().get(node);
                for (BundleGraph.End end : paths.graph().ends().get(node)) {
                    merged.merge(new Slot(bundle, end.lane()), new End(bundle, end.lane(), end.action(),
                            line(compiled, bundle, end.lane()), Optional.empty(), shortest[node], known(longest[node]),
                            known(ways[node])),
                            PathCycles::merged);
                }
            }
        }
        List<End> ends = apart(compiled, List.copyOf(merged.values()));
        long best = ends.stream().mapToLong(End::shortest).min().orElse(0);
        boolean unknown = ends.stream().anyMatch(end -> end.longest().isEmpty());
        OptionalLong worst = unknown ? OptionalLong.empty()
                : ends.stream().mapToLong(end -> end.longest().getAsLong()).max();
        return new PathCycles(best, worst, ends, loops);
    }

    /// With the lines that decide, where there are several places with the same action and line.
    private static List<End> apart(Compiled compiled, List<End> ends) {
        var groups = ends.stream().filter(end -> end.line.isPresent()).collect(Collectors.groupingBy(Place::of));
        if (groups.values().stream().allMatch(group -> group.size() == 1)) { return ends; }
        List<Bundle> bundles = compiled.schedule().bundles();
        var lines = new DecidingLines(bundles, BundleGraph.of(bundles),
                (bundle, lane) -> line(compiled, bundle, lane));
        var after = new HashMap<End, Optional<CLine>>();
        groups.values().stream().filter(group -> group.size() > 1).forEach(group -> {
            List<Optional<CLine>> found = lines.of(group);
            for (int i = 0; i < group.size(); i++) {
                after.put(group.get(i), found.get(i));
            }
        });
        return ends.stream().map(end -> end.after(after.getOrDefault(end, Optional.empty()))).toList();
    }

    private static long plus(long a, long b) {
        return a == UNKNOWN || b == UNKNOWN || a > UNKNOWN - b ? UNKNOWN : a + b;
    }

    private static OptionalLong known(long value) {
        return value == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static long[] filled(int size, long value) {
        var array = new long[size];
        Arrays.fill(array, value);
        return array;
    }

    private static Optional<CLine> line(Compiled compiled, int bundle, int lane) {
        return compiled.schedule().sources().get(bundle).get(lane).flatMap(source -> line(compiled, source));
    }

    /// The earliest C line of a bundle.
    private static Optional<CLine> line(Compiled compiled, int bundle) {
        return compiled.schedule().sources().get(bundle).stream().flatMap(Optional::stream)
                .map(source -> line(compiled, source)).flatMap(Optional::stream)
                .min(Comparator.comparingInt(CLine::line));
    }

    private static Optional<CLine> line(Compiled compiled, SourceStep source) {
        Program program = compiled.program();
        int origin = compiled.reduction().graph().blocks().get(source.block()).steps().get(source.step()).origin();
        return origin == Step.NOWHERE ? Optional.empty() : program.line(program.code().get(origin).slot());
    }
}
