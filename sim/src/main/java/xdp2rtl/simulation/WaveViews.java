package xdp2rtl.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import xdp2rtl.compile.Compiled;
import xdp2rtl.elf.CLine;
import xdp2rtl.image.Listing;

/// What GTKWave and Surfer show first of a board's waveform, with names instead of numbers: what each lane does, the
/// states of the map unit, and for a program the bundle and its C line. The names are those of the Verilog.
final class WaveViews {
    private static final Pattern INSTANCE = Pattern.compile("(?m)^  (\\w+) (\\w+) \\($");
    private static final Pattern CONSTANT = Pattern.compile("(?m)^  localparam \\[(\\d+):0] +(\\w+) += \\d+'d(\\d+);");
    private static final Pattern SIGNAL =
            Pattern.compile("(?m)^ +(?:input|output)? *(?:wire|reg) +(?:\\[(\\d+):0] +)?(\\w+)\\b(?! +\\[)");

    /// A signal to be shown.
    ///
    /// @param names of its values; empty for a number
    private record Shown(String path, int width, String names) {}

    private final Map<String, String> modules = new TreeMap<>();
    private final Map<String, Map<Integer, String>> names = new TreeMap<>();
    private final Map<String, List<Shown>> groups = new LinkedHashMap<>();

    /// @param top the module at the top
    WaveViews(Map<String, String> folder, String top, Optional<Compiled> program) {
        folder.forEach((path, text) -> {
            if (path.endsWith(".v")) {
                modules.put(path.substring(path.lastIndexOf('/') + 1, path.length() - 2), text);
            }
        });
        program.ifPresent(compiled -> names.put("bundle", bundles(compiled)));
        walk("board." + top, top);
    }

    private void walk(String path, String module) {
        String text = modules.get(module);
        switch (module.replaceFirst("^xdp2rtl_", "").replaceFirst("_\\d+$", "")) {
            case "core" -> {
                for (String stage : List.of("fetch", "decode", "operands", "execute", "branch", "effect")) {
                    show(path, text, stage, stage + "_valid", "");
                    show(path, text, stage, stage + "_context", "");
                    show(path, text, stage, stage + "_address", names.containsKey("bundle") ? "bundle" : "");
                }
                for (String signal : List.of("s_axis_tvalid", "s_axis_tready", "s_axis_tlast", "m_axis_tvalid",
                        "m_axis_tready", "m_axis_tlast", "report_valid", "report_context", "report_cause",
                        "report_slots")) {
                    show(path, text, "packets", signal, "");
                }
            }
            case "decoder" -> named(path, text, "operations", "action", "ACTION_");
            case "map_change" -> named(path, text, "map unit", "state", "STATE_");
            default -> {}
        }
        Matcher instance = INSTANCE.matcher(text);
        while (instance.find()) {
            if (modules.containsKey(instance.group(1))) {
                walk(path + "." + instance.group(2), instance.group(1));
            }
        }
    }

    /// A signal whose values are constants of its module.
    private void named(String path, String text, String group, String signal, String prefix) {
        var values = new TreeMap<Integer, String>();
        Matcher constant = CONSTANT.matcher(text);
        while (constant.find()) {
            int at = constant.group(2).indexOf(prefix);
            if (at >= 0) {
                values.put(Integer.parseInt(constant.group(3)), constant.group(2).substring(at + prefix.length()));
            }
        }
        names.computeIfAbsent(signal, _ -> new TreeMap<>()).putAll(values);
        show(path, text, group, signal, signal);
    }

    private void show(String path, String text, String group, String signal, String names) {
        Matcher found = SIGNAL.matcher(text);
        while (found.find()) {
            if (found.group(2).equals(signal)) {
                int width = found.group(1) == null ? 1 : Integer.parseInt(found.group(1)) + 1;
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(new Shown(path + "." + signal, width, names));
                return;
            }
        }
        throw new IllegalStateException("%s has no signal %s".formatted(path, signal));
    }

    private static Map<Integer, String> bundles(Compiled compiled) {
        var texts = new TreeMap<Integer, String>();
        for (int bundle = 0; bundle < compiled.schedule().bundles().size(); bundle++) {
            String lines = Listing.lines(compiled.program(), compiled.reduction().graph(), compiled.schedule(), bundle)
                    .stream().map(CLine::toString).distinct().collect(Collectors.joining(" | "));
            texts.put(bundle, "%d %s".formatted(bundle, lines).strip());
        }
        return texts;
    }

    /// File name to text; they are for the folder that waves.fst is in.
    Map<String, String> files() {
        var files = new TreeMap<String, String>();
        files.put("waves.gtkw", gtkwave());
        files.put("waves.sucl", surfer());
        names.forEach((name, values) -> {
            var filter = new StringBuilder();
            var mapping = new StringBuilder("Name = %s\nBits = %d\n".formatted(name, width(name)));
            values.forEach((value, text) -> {
                filter.append("%x %s\n".formatted(value, text));
                mapping.append("%d %s\n".formatted(value, text));
            });
            files.put(name + ".filter", filter.toString());
            files.put(".surfer/mappings/%s.mapping".formatted(name), mapping.toString());
        });
        return files;
    }

    private int width(String name) {
        return groups.values().stream().flatMap(List::stream).filter(shown -> shown.names().equals(name))
                .mapToInt(Shown::width).max().orElse(1);
    }

    private String gtkwave() {
        var text = new StringBuilder("[dumpfile] \"waves.fst\"\n[timestart] 0\n");
        int filter = 0;
        var numbers = new TreeMap<String, Integer>();
        for (String name : names.keySet()) {
            numbers.put(name, ++filter);
        }
        groups.forEach((group, shown) -> {
            text.append("@200\n-%s\n".formatted(group));
            for (Shown signal : shown) {
                if (signal.names().isEmpty()) {
                    text.append(signal.width() == 1 ? "@28\n" : "@24\n");
                } else {
                    text.append("@2022\n^%d %s.filter\n".formatted(numbers.get(signal.names()), signal.names()));
                }
                text.append(signal.path())
                        .append(signal.width() == 1 ? "\n" : "[%d:0]\n".formatted(signal.width() - 1));
            }
        });
        return text.toString();
    }

    private String surfer() {
        var text = new StringBuilder();
        groups.forEach((group, shown) -> {
            text.append("divider_add %s\n".formatted(group.replace(' ', '_')));
            for (Shown signal : shown) {
                text.append("variable_add %s\n".formatted(signal.path()));
                if (!signal.names().isEmpty()) {
                    text.append("item_set_format %s\n".formatted(signal.names()));
                }
            }
        });
        return text.append("zoom_fit\n").toString();
    }
}
