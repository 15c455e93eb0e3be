package xdp2rtl.cli.common;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Races;
import xdp2rtl.cycles.PathCycles;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.elf.CLine;
import xdp2rtl.elf.LeftOut;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.NameTable;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.Subprogram;
import xdp2rtl.flow.FieldText;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.flow.PlaceText;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapMemory;
import xdp2rtl.isa.FlowFields;
import xdp2rtl.verifier.SharedChanges;

/// What every verb that compiles a program says of it beside its own answer: the memory that it takes of the core, the
/// programs that tail calls can lead to, the maps that maps of maps can hold, what packets that run at once take from
/// each other, and what the core may end: loops without a bound, or ways that are too long.
///
/// @param core that was asked for; its map memory may have grown since
public record ProgramRemarks(Compiled compiled, CoreConfig core, List<SharedChanges.Change> races,
        PathCycles paths) {
    private static final int LINE_WIDTH = 70;

    /// Of a program that was compiled for a core; on one context packets do not meet.
    public static ProgramRemarks of(Compiled compiled, CoreConfig core) {
        return new ProgramRemarks(compiled, core, compiled.packetsAtOnce() == 1 ? List.of() : Races.of(compiled),
                PathCycles.of(compiled));
    }

    /// Used and available of both memories, one line.
    public String memory() {
        return "map memory: %d of %d bytes%s; program memory: %d of %d bundles".formatted(compiled.layout().usedBytes(),
                compiled.config().mapBytes(), grown(), compiled.schedule().bundles().size(), core.programBundles());
    }

    private String grown() {
        return compiled.config().mapBytes() == core.mapBytes() ? ""
                : " (grown from %d%s; `verilog --map-kib %d%s` writes this core)".formatted(core.mapBytes(),
                        compiled.config().mapMemory() == core.mapMemory() ? "" : ", into UltraRAM",
                        compiled.config().mapBytes() >> 10,
                        compiled.config().mapMemory() == MapMemory.BLOCK ? "" : " --map-memory ultra");
    }

    /// A paragraph about the programs that tail calls can lead to, behind an empty line; empty if there are no tail
    /// calls.
    public String tailCalls() {
        var text = new StringBuilder();
        for (MapSpec map : programMaps()) {
            List<String> programs = map.programs().map(NameTable::names).orElse(List.of());
            text.append("\nTail calls by map %s can lead to %s\n".formatted(map.name(),
                    programs.isEmpty() ? "no program" : String.join(", ", programs)));
        }
        List<LeftOut> leftOut = compiled.program().linkage().leftOut();
        if (!leftOut.isEmpty()) {
            text.append("Left out, for they are not accepted by themselves\n");
            leftOut.forEach(one -> text.append("  %s: %s\n".formatted(one.name(), one.why().getMessage())));
        }
        return text.toString();
    }

    /// A line for each map of maps, behind an empty line: which maps it can hold.
    public String innerMaps() {
        var text = new StringBuilder();
        for (MapSpec map : outerMaps()) {
            List<String> names = instances(map);
            text.append(names.isEmpty()
                    ? ("\nMap %s holds no map, and every lookup in it gives NULL; `--map %s=FILE` with \"value\": \"NAME\" names maps"
                            + " of the object that it can hold\n").formatted(map.name(), map.name())
                    : "\nMap %s can hold %s\n".formatted(map.name(), String.join(", ", names)));
        }
        return text.toString();
    }

    /// A line about functions that are not copied for each call, behind an empty line; empty if there are none.
    public String sharedFunctions() {
        List<String> names = compiled.sharing().functions().stream().map(Subprogram::name).toList();
        return names.isEmpty() ? ""
                : "\nToo large with a copy for each call: %s %s called, which takes cycles\n".formatted(
                        String.join(", ", names), names.size() == 1 ? "is" : "are");
    }

    /// A line for each map about where it lies on several cores, behind an empty line; empty where one core has all.
    public String places() {
        MapPlaces places = compiled.places();
        if (places.places().isEmpty() || places.first().isPresent()) { return ""; }
        var text = new StringBuilder("\nMaps on %s, packets %s\n".formatted(CountText.of(core.cores(), "core"),
                places.fields().equals(FlowFields.NONE) ? "in turn" : "by " + FieldText.of(places.fields())));
        var table = new Table("map", "", "");
        places.places().forEach((map, place) -> table.row(map, PlaceText.name(place), PlaceText.reason(place)));
        return text.append(table).toString();
    }

    private static List<String> instances(MapSpec map) {
        return map.instances().map(NameTable::names).orElse(List.of());
    }

    private List<MapSpec> outerMaps() {
        return compiled.program().maps().stream().filter(MapSpec::holdsMaps).toList();
    }

    private List<MapSpec> programMaps() {
        return compiled.program().maps().stream().filter(MapSpec::holdsPrograms).toList();
    }

    /// Paragraphs about cores that get no packets, races and loops, each behind an empty line; empty if there are none.
    public String warnings() {
        var text = new StringBuilder();
        compiled.places().first().ifPresent(reason -> text.append("""

                All packets go to the first of %d cores, the others get none
                  %s
                """.formatted(core.cores(), reason.text())));
        if (!races.isEmpty()) {
            text.append(
                    "\nRead and written in two steps, while %s run at once: changes can be lost, as on Linux's CPUs\n"
                            .formatted(
                                    CountText.of(compiled.packetsAtOnce(), "packet")));
            races.forEach(race -> text
                    .append("  %s (map %s). %s\n".formatted(place(race), race.map().name(), race.remedy())));
        }
        paths.loops().forEach(loop -> text.append(("\nA loop of %s from bundle %d%s has no known bound;\n"
                + "the core stops a packet after %d bundles; --bundle-limit N sets another limit\n").formatted(
                        CountText.of(loop.bundles(), "bundle"), loop.first(),
                        loop.line().map(line -> " (" + Lines.shortened(line, LINE_WIDTH) + ")").orElse(""),
                        compiled.bundleLimit())));
        paths.worst().stream().filter(worst -> worst > compiled.bundleLimit()).forEach(worst -> text.append(
                "\nA packet can take %d bundles; the core stops it after %d; --bundle-limit N sets another limit\n"
                        .formatted(worst, compiled.bundleLimit())));
        return text.toString();
    }

    private String place(SharedChanges.Change race) {
        Program program = compiled.program();
        Optional<CLine> line = program.line(race.slot());
        return line.map(known -> Lines.shortened(known, LINE_WIDTH)).orElse("slot " + race.slot());
    }

    /// Adds the same to an answer.
    public void addTo(JsonObject json) {
        json.addProperty("map_bytes_used", compiled.layout().usedBytes());
        json.addProperty("map_bytes_available", compiled.config().mapBytes());
        json.addProperty("map_bytes", core.mapBytes());
        json.addProperty("program_bundles", core.programBundles());
        json.addProperty("bundle_limit", compiled.bundleLimit());
        json.add("tail_calls", JsonText.array(programMaps(), map -> {
            var one = new JsonObject();
            one.addProperty("map", map.name());
            one.add("programs",
                    JsonText.array(map.programs().map(NameTable::names).orElse(List.of()), JsonPrimitive::new));
            return one;
        }));
        json.add("inner_maps", JsonText.array(outerMaps(), map -> {
            var one = new JsonObject();
            one.addProperty("map", map.name());
            one.add("maps", JsonText.array(instances(map), JsonPrimitive::new));
            return one;
        }));
        json.add("shared_functions",
                JsonText.array(compiled.sharing().functions(), function -> new JsonPrimitive(function.name())));
        json.add("left_out", JsonText.array(compiled.program().linkage().leftOut(), left -> {
            var one = new JsonObject();
            one.addProperty("name", left.name());
            one.add("refusal", JsonText.refusal(left.why()));
            return one;
        }));
        json.add("flow_fields", JsonText.array(compiled.places().fields().fields(), field -> {
            var one = new JsonObject();
            one.addProperty("offset", field.offset());
            one.addProperty("bytes", field.bytes());
            one.add("partner", JsonText.orNull(field.partner().stream().boxed().findFirst(), JsonPrimitive::new));
            return one;
        }));
        json.add("first_core",
                JsonText.orNull(compiled.places().first(), reason -> JsonText.refusal(reason.error())));
        json.add("map_places", JsonText.array(List.copyOf(compiled.places().places().entrySet()), place -> {
            var one = new JsonObject();
            one.addProperty("map", place.getKey());
            one.addProperty("place", PlaceText.name(place.getValue()));
            one.addProperty("reason", PlaceText.reason(place.getValue()));
            return one;
        }));
        json.add("races", JsonText.array(races, race -> {
            var one = new JsonObject();
            one.add("line",
                    JsonText.orNull(compiled.program().line(race.slot()), line -> new JsonPrimitive(line.toString())));
            one.addProperty("slot", race.slot());
            one.addProperty("map", race.map().name());
            one.addProperty("remedy", race.remedy());
            return one;
        }));
        json.add("unbounded_loops", JsonText.array(paths.loops(), ProgramRemarks::json));
    }

    private static JsonObject json(PathCycles.Loop loop) {
        var one = new JsonObject();
        one.addProperty("bundle", loop.first());
        one.addProperty("bundles", loop.bundles());
        one.add("line", JsonText.orNull(loop.line(), line -> new JsonPrimitive(line.toString())));
        return one;
    }
}
