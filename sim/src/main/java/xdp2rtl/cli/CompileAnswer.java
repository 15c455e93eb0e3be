package xdp2rtl.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.cli.common.Table;
import xdp2rtl.compile.Compiled;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.image.ImageFile;
import xdp2rtl.image.Listing;
import xdp2rtl.maps.EventRing;
import xdp2rtl.maps.Placement;
import xdp2rtl.maps.SharedRing;
import xdp2rtl.reduce.Reduction;
import xdp2rtl.schedule.ScheduleReport;

/// What `compile` says: how the program shrank on the way.
///
/// @param graphs that were asked for, by file name
record CompileAnswer(Compiled compiled, ProgramRemarks remarks, Path folder, Map<String, WholeFile.Content> graphs)
        implements Answer {

    CompileAnswer(Compiled compiled, ProgramRemarks remarks, Path folder) {
        this(compiled, remarks, folder, Map.of());
    }

    @Override public String text() {
        String name = compiled.program().name();
        return "%s\n%s%s%s\nwritten: %s, %s.lst, %s.txt%s\n".formatted(summary(), stages(),
                remarks.tailCalls() + remarks.innerMaps() + remarks.sharedFunctions() + remarks.places(),
                remarks.warnings(),
                folder.resolve(name + ".img"), name, name,
                graphs.keySet().stream().map(", "::concat).collect(Collectors.joining()));
    }

    /// What is written, by file name.
    Map<String, WholeFile.Content> files() {
        String name = compiled.program().name();
        var files = new LinkedHashMap<String, WholeFile.Content>();
        files.put(name + ".img", out -> out.write(ImageFile.write(compiled.image())));
        files.put(name + ".lst", WholeFile.Content.of(
                Listing.of(compiled.program(), compiled.reduction().graph(), compiled.schedule())));
        files.put(name + ".txt", WholeFile.Content.of(report()));
        files.putAll(graphs);
        return files;
    }

    /// The text of NAME.txt: everything, for comparing two versions of a program.
    private String report() {
        return "%s\n%s%s%s\n%s\n%s".formatted(summary(), stages(),
                remarks.tailCalls() + remarks.innerMaps() + remarks.sharedFunctions() + remarks.places(),
                remarks.warnings(), maps().isEmpty() ? "no maps\n" : maps(),
                compiled.schedule().report());
    }

    private String summary() {
        return "%s for core %s: %s\n%s\n".formatted(compiled.program().name(), compiled.config().name(),
                compiled.config().size(),
                remarks.memory());
    }

    /// How many operations each pass has left.
    Table stages() {
        Reduction.Report reduction = compiled.reduction();
        var table = new Table("stage", ">saved", ">left", "");
        table.row("eBPF", "", compiled.program().code().size(), "instructions in %d slots".formatted(
                compiled.program().slots()));
        table.row("graph", "", reduction.before(), "operations");
        int[] left = {reduction.before()};
        saved().forEach((pass, removed) -> {
            left[0] -= removed;
            table.row("  " + pass, removed, left[0], "operations");
        });
        ScheduleReport schedule = compiled.schedule().report();
        return table.row("schedule", "", compiled.schedule().bundles().size(),
                "bundles, %.2f expected a packet, at least %.2f: %s"
                        .formatted(schedule.expected(), schedule.expectedBound(), schedule.bindingText()));
    }

    /// What all runs of each pass took away, in the order of the list.
    private Map<String, Integer> saved() {
        var saved = new LinkedHashMap<String, Integer>();
        Reduction.PASSES.forEach(pass -> saved.put(pass.name(), compiled.reduction().removedBy(pass.name())));
        return saved;
    }

    private String maps() {
        var table = new Table("map", ">address", ">bytes apart", ">entries", "");
        for (Placement placement : compiled.layout().placements()) {
            switch (placement) {
                case Placement.Array array ->
                    table.row(array.map().name(), "0x%x".formatted(array.address()), array.stride(),
                            array.map().maxEntries(), array.map().type().text());
                case Placement.Hash hash -> table.row(hash.map().name(), "0x%x".formatted(hash.firstEntry()),
                        hash.descriptor().entryStride(), hash.map().maxEntries(),
                        "%s, descriptor %d".formatted(hash.map().type().text(), hash.number()));
                case Placement.Ring ring ->
                    table.row(ring.map().name(), "0x%x".formatted(ring.address()), EventRing.size(ring.bytes()),
                            1, "%s, a ring a context".formatted(ring.map().type().text()));
                case Placement.Line line ->
                    table.row(line.map().name(), "0x%x".formatted(line.address()), line.stride(),
                            line.map().maxEntries(), line.map().type().text());
                case Placement.Filter filter ->
                    table.row(filter.map().name(), "0x%x".formatted(filter.address()), "", filter.map().maxEntries(),
                            "%s, %,d bits, %d of a value".formatted(filter.map().type().text(),
                                    filter.bits().mask() + 1, filter.bits().hashes()));
                case Placement.Shared ring ->
                    table.row(ring.map().name(), "0x%x".formatted(ring.address()), SharedRing.size(ring.bytes()), 1,
                            "%s, one ring".formatted(ring.map().type().text()));
                case Placement.Prefixes prefixes ->
                    table.row(prefixes.map().name(), "0x%x".formatted(prefixes.table().root()),
                            prefixes.table().elementStride(), prefixes.map().maxEntries(),
                            "%s, %,d bytes".formatted(prefixes.map().type().text(),
                                    prefixes.table().end() - prefixes.table().root()));
            }
        }
        return table.isEmpty() ? "" : table.toString();
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("program", compiled.program().name());
        json.addProperty("core", compiled.config().name());
        json.addProperty("lanes", compiled.config().lanes());
        json.addProperty("contexts", compiled.config().contexts());
        json.addProperty("slots", compiled.program().slots());
        json.addProperty("instructions", compiled.program().code().size());
        json.addProperty("operations_built", compiled.reduction().before());
        json.addProperty("operations", compiled.reduction().after());
        json.addProperty("bundles", compiled.schedule().bundles().size());
        json.add("expected_cycles", JsonText.figure(compiled.schedule().report().expected()));
        json.add("expected_bound", JsonText.figure(compiled.schedule().report().expectedBound()));
        var binding = new JsonObject();
        compiled.schedule().report().binding().forEach((limit, cycles) -> binding.add(limit, JsonText.figure(cycles)));
        json.add("binding", binding);
        json.add("proved", JsonText.figure(compiled.schedule().report().proved()));
        remarks.addTo(json);
        var passes = new JsonObject();
        saved().forEach(passes::addProperty);
        json.add("saved", passes);
        json.add("files", JsonText.array(List.copyOf(files().keySet()),
                name -> new JsonPrimitive(folder.resolve(name).toString())));
        return json;
    }
}
