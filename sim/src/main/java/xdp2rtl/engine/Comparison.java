package xdp2rtl.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import xdp2rtl.elf.Bytes;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.Emission;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.OpenChoice;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.RedirectTarget;
import xdp2rtl.port.Run;

/// Compares runs of one stimulus, each with the first: packet by packet, then the maps at the end.
///
/// Linux's own runs are compared up to the packet from which on they depend on what it leaves open ([OpenChoice]).
///
/// Texts that found no room on the card need not be the others' ([Emissions]).
///
/// Compared are status, action (32 bits), packet, metadata, redirect target and what the program leaves for the host.
/// Cycles and elapsed time are not, nor
/// the reasons of faults. The bytes of a dropped packet are compared where both engines show them.
public final class Comparison {
    private int mismatches;
    private Optional<Difference> first = Optional.empty();

    private Comparison() {}

    /// Compares all runs with the first one, packet by packet, and their maps at the end.
    public static Verdict of(List<Run> runs) {
        var comparison = new Comparison();
        int packets = runs.isEmpty() ? 0 : runs.getFirst().outcomes().size();
        OpenChoice open = OpenChoice.first(runs.stream().map(Run::open));
        List<Run> alike = open.first().isEmpty() ? runs : runs.stream().filter(run -> !run.open().byLinux()).toList();
        for (int packet = 0; packet < packets; packet++) {
            comparison.count(outcomes(packet < open.first().orElse(packets) ? runs : alike, packet));
        }
        if (!alike.isEmpty()) {
            for (String map : alike.getFirst().maps().keySet()) {
                comparison.count(maps(alike, map));
            }
        }
        boolean left = alike.size() < runs.size();
        return new Verdict(packets, comparison.mismatches, comparison.first, left ? open : OpenChoice.UNKNOWN);
    }

    private void count(Optional<Difference> difference) {
        if (difference.isPresent()) {
            mismatches++;
            first = first.or(() -> difference);
        }
    }

    private static Optional<Difference> outcomes(List<Run> runs, int packet) {
        if (runs.isEmpty()) { return Optional.empty(); }
        Run reference = runs.getFirst();
        for (Run run : runs.subList(1, runs.size())) {
            var found = difference(reference.outcomes().get(packet), run.outcomes().get(packet));
            if (found.isPresent()) {
                Property property = found.get();
                return Optional.of(new Difference(OptionalInt.of(packet), property.name, reference.engine(),
                        property.expected, run.engine(), property.actual));
            }
        }
        return Optional.empty();
    }

    private record Property(String name, String expected, String actual) {}

    private static Optional<Property> difference(Outcome expected, Outcome actual) {
        if (!(expected instanceof Outcome.Ran one && actual instanceof Outcome.Ran other)) {
            return expected.getClass() == actual.getClass() ? Optional.empty()
                    : Optional.of(new Property("status", status(expected), status(actual)));
        }
        if (one.action() != other.action()) {
            return Optional.of(new Property("action", XdpAction.text(one.action()), XdpAction.text(other.action())));
        }
        if (!one.redirect().equals(other.redirect())) {
            return Optional.of(new Property("redirect target", target(one), target(other)));
        }
        if (!Emissions.agree(one.emissions(), other.emissions())) {
            return Optional.of(emissions(one.emissions(), other.emissions()));
        }
        boolean shown = one.packet().isPresent() && other.packet().isPresent();
        if (!shown && !XdpAction.keepsPacket(one.action())) { return Optional.empty(); }
        return bytes("packet", one.packet().orElse(Bytes.empty()), other.packet().orElse(Bytes.empty()))
                .or(() -> bytes("metadata", one.metadata(), other.metadata()));
    }

    private static Property emissions(List<Emission> expected, List<Emission> actual) {
        int at = 0;
        while (at < Math.min(expected.size(), actual.size()) && expected.get(at).equals(actual.get(at))) {
            at++;
        }
        return new Property("what it leaves for the host, number " + at, emission(expected, at), emission(actual, at));
    }

    private static String emission(List<Emission> all, int at) {
        return at < all.size() ? all.get(at).text() : "nothing";
    }

    private static Optional<Property> bytes(String name, Bytes expected, Bytes actual) {
        if (expected.equals(actual)) { return Optional.empty(); }
        var sides = HexDifference.of(expected, actual);
        return Optional.of(new Property(name, sides.expected(), sides.actual()));
    }

    private static String status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ran ran -> "ran, " + XdpAction.text(ran.action());
            case Outcome.NotRun(String reason) -> "not run: " + reason;
            case Outcome.Fault(String reason, _) -> "fault: " + reason;
        };
    }

    private static String target(Outcome.Ran ran) {
        return ran.redirect().map(RedirectTarget::toString).orElse("none");
    }

    private static Optional<Difference> maps(List<Run> runs, String map) {
        Run reference = runs.getFirst();
        for (Run run : runs.subList(1, runs.size())) {
            var found = difference(map, reference.maps().get(map),
                    run.maps().getOrDefault(map, MapContents.EMPTY));
            if (found.isPresent()) {
                Property property = found.get();
                return Optional.of(new Difference(OptionalInt.empty(), property.name, reference.engine(),
                        property.expected, run.engine(), property.actual));
            }
        }
        return Optional.empty();
    }

    /// Looked up by key, so that the order of hash maps does not matter.
    private static Optional<Property> difference(String map, MapContents expected, MapContents actual) {
        var others = new TreeMap<String, MapContents.Entry>();
        actual.entries().forEach(entry -> others.put(entry.key().toString(), entry));
        for (MapContents.Entry entry : expected.entries()) {
            String name = "map %s, key %s".formatted(map, entry.key());
            MapContents.Entry other = others.remove(entry.key().toString());
            if (other == null) { return Optional.of(new Property(name, values(entry), "no such entry")); }
            int cpus = Math.max(entry.values().size(), other.values().size());
            for (int cpu = 0; cpu < cpus; cpu++) {
                String place = cpus == 1 ? name : name + ", CPU " + cpu;
                var found = bytes(place, entry.value(cpu), other.value(cpu));
                if (found.isPresent()) { return found; }
            }
        }
        return others.isEmpty() ? Optional.empty()
                : Optional.of(new Property("map %s, key %s".formatted(map, others.firstKey()), "no such entry",
                        values(others.firstEntry().getValue())));
    }

    private static String values(MapContents.Entry entry) {
        var texts = new ArrayList<String>();
        entry.values().forEach(value -> texts.add(value.toString()));
        return String.join(", ", texts);
    }
}
