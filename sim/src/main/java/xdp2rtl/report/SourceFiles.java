package xdp2rtl.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xdp2rtl.elf.CLine;

/// The program's C lines with their heat.
final class SourceFiles {
    private final CodeOrigins origins;
    private final Heat heat;
    private final Map<String, TreeMap<Integer, Place>> files = new HashMap<>();

    private static final class Place {
        private String text = "";
        private double heat;
        private final List<Integer> instructions = new ArrayList<>();
        private final List<SlotPlace> slots = new ArrayList<>();
    }

    private SourceFiles(CodeOrigins origins, Heat heat) {
        this.origins = origins;
        this.heat = heat;
    }

    /// The files, the hottest first.
    static List<SourceFile> of(CodeOrigins origins, Heat heat, SourceText texts) {
        var files = new SourceFiles(origins, heat);
        files.collect();
        return files.files.entrySet().stream().map(file -> file(file.getKey(), file.getValue(), texts))
                .sorted(Comparator.comparingDouble(SourceFile::heat).reversed().thenComparing(SourceFile::name))
                .toList();
    }

    private void collect() {
        for (int instruction = 0; instruction < heat.instructions().size(); instruction++) {
            int at = instruction;
            origins.line(instruction).ifPresent(line -> {
                Place place = place(line);
                place.instructions.add(at);
                place.heat += heat.instructions().get(at);
            });
        }
        for (int bundle = 0; bundle < origins.compiled().schedule().bundles().size(); bundle++) {
            for (int lane = 0; lane < origins.compiled().config().lanes(); lane++) {
                SlotPlace slot = new SlotPlace(bundle, lane);
                origins.instruction(bundle, lane).flatMap(origins::line)
                        .ifPresent(line -> place(line).slots.add(slot));
            }
        }
    }

    private Place place(CLine line) {
        Place place = files.computeIfAbsent(line.file(), _ -> new TreeMap<>())
                .computeIfAbsent(line.line(), _ -> new Place());
        if (place.text.isBlank()) {
            place.text = line.text();
        }
        return place;
    }

    private static SourceFile file(String name, TreeMap<Integer, Place> places, SourceText texts) {
        var known = new HashMap<Integer, String>();
        places.forEach((number, place) -> known.put(number, place.text));
        SourceText.Found found = texts.of(name, known);
        var lines = new ArrayList<SourceLine>();
        found.lines().forEach((number, text) -> lines.add(Optional.ofNullable(places.get(number))
                .map(place -> new SourceLine(number, text, place.heat, place.instructions, place.slots))
                .orElseGet(() -> new SourceLine(number, text, 0, List.of(), List.of()))));
        return new SourceFile(name, found.file().map(Object::toString), lines);
    }
}
