package xdp2rtl.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.Emission;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// Whether packets that run at once do what they do one at a time.
///
/// Values of per-CPU maps are where their packets ran; so what is added to them is added up, over all contexts and over
/// all CPUs, in numbers of 8 bytes, and the sums are compared. What packets leave for the host is compared as a whole, in any order.
///
/// @param contexts    that had a packet each
/// @param packets     whose outcome is another
/// @param differences the first packet's, and one of each map
public record ParallelVerdict(int contexts, int packets, List<Difference> differences) {
    public ParallelVerdict {
        differences = List.copyOf(differences);
    }

    /// Whether nothing differs.
    public boolean agrees() { return differences.isEmpty(); }

    /// @param alone the run of packets one at a time
    public static ParallelVerdict of(Stimulus stimulus, Run alone, AtOnce all) {
        var differences = new ArrayList<Difference>();
        Verdict outcomes = Comparison.of(List.of(onlyOutcomes(alone), onlyOutcomes(all.run())));
        outcomes.first().ifPresent(differences::add);
        for (MapSpec map : stimulus.program().maps()) {
            MapContents one = alone.maps().get(map.name());
            MapContents other = all.run().maps().get(map.name());
            if (one == null || other == null) {
                continue;
            }
            boolean added = map.isPerCpu();
            Comparison.of(List.of(onlyMap(alone, map, added ? changed(map, stimulus.initial(map), one) : one),
                    onlyMap(all.run(), map, added ? changed(map, all.before().get(map.name()), other) : other))).first()
                    .map(found -> added ? found.about("what was added on all CPUs to " + found.what()) : found)
                    .ifPresent(differences::add);
        }
        List<String> expected = sorted(alone.outcomes().stream()
                .flatMap(outcome -> outcome instanceof Outcome.Ran ran ? ran.emissions().stream() : Stream.empty()));
        List<String> actual = sorted(all.left().stream());
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String one = i < expected.size() ? expected.get(i) : "nothing";
            String other = i < actual.size() ? actual.get(i) : "nothing";
            if (!one.equals(other)) {
                differences.add(new Difference(OptionalInt.empty(), "what is left for the host, sorted",
                        alone.engine(), one, all.run().engine(), other));
                break;
            }
        }
        return new ParallelVerdict(all.contexts(), outcomes.mismatches(), differences);
    }

    private static Run onlyOutcomes(Run run) {
        return new Run(run.engine(), run.outcomes().stream().map(outcome -> outcome instanceof Outcome.Ran ran
                ? ran.withEmissions(List.of()) : outcome).toList(), new TreeMap<>(), run.elapsed());
    }

    private static Run onlyMap(Run run, MapSpec map, MapContents contents) {
        return new Run(run.engine(), List.of(), new TreeMap<>(Map.of(map.name(), contents)), run.elapsed());
    }

    private static List<String> sorted(Stream<Emission> left) {
        return left.map(Emission::text).sorted().toList();
    }

    /// What was added to the values of the entries that are there, or, of an array, that were there.
    private static MapContents changed(MapSpec map, MapContents before, MapContents after) {
        var sums = new LinkedHashMap<Bytes, long[]>();
        after.entries().forEach(entry -> add(sums.computeIfAbsent(entry.key(), _ -> sums(map)), entry, 1));
        for (MapContents.Entry entry : before.entries()) {
            long[] sum = map.isArray() ? sums.computeIfAbsent(entry.key(), _ -> sums(map)) : sums.get(entry.key());
            if (sum != null) {
                add(sum, entry, -1);
            }
        }
        return new MapContents(sums.entrySet().stream()
                .map(sum -> MapContents.Entry.of(sum.getKey(), bytes(sum.getValue()))).toList()).canonical(map);
    }

    private static long[] sums(MapSpec map) {
        return new long[Math.ceilDiv(map.valueSize(), Long.BYTES)];
    }

    private static void add(long[] sums, MapContents.Entry entry, int times) {
        for (Bytes value : entry.values()) {
            for (int i = 0; i < sums.length; i++) {
                int at = i * Long.BYTES;
                sums[i] += times * value.number(at, Math.min(Long.BYTES, value.length() - at), false);
            }
        }
    }

    private static Bytes bytes(long[] sums) {
        ByteBuffer bytes = ByteBuffer.allocate(sums.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(sums).forEach(bytes::putLong);
        return Bytes.of(bytes.array());
    }
}
