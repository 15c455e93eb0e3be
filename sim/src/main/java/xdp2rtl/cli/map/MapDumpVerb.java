package xdp2rtl.cli.map;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LiveMaps;
import xdp2rtl.mapfile.MapFileWriter;
import xdp2rtl.mapfile.TypedText;
import xdp2rtl.port.MapContents;

/// `host map dump`.
@Command(name = "dump",
        description = {
                "Prints all entries of a map: MAP; with the names of members where the object has types. With --json as `bpftool map dump -j` "
                        + "(with `formatted` where the object has types), which `host load --map` and `host map push` read.",
                "Per-CPU maps have a value for each context of the core."})
final class MapDumpVerb extends MapVerb {
    @Override protected Answer answer(HostDevice device, MapSpec map, MapWords rest) {
        rest.end();
        LiveMaps maps = device.maps();
        MapContents contents = maps.dump(map);
        return new Dumped(map, contents);
    }

    private record Dumped(MapSpec map, MapContents contents) implements Answer {
        @Override public String text() {
            Optional<String> typed = TypedText.lines(map, contents.entries());
            if (typed.isPresent()) { return typed.get() + "\n"; }
            var text = new StringBuilder();
            if (map.isIndexed() && !map.isArray()) {
                Map<Bytes, List<Bytes>> found = new HashMap<>();
                contents.entries().forEach(entry -> found.put(entry.key(), entry.values()));
                for (int index = 0; index < map.maxEntries(); index++) {
                    Bytes key = MapContents.key(index);
                    text.append(MapText.entry(map, key, Optional.ofNullable(found.get(key))));
                }
            } else {
                contents.entries()
                        .forEach(entry -> text.append(MapText.entry(map, entry.key(), Optional.of(entry.values()))));
            }
            int count = contents.entries().size();
            return text.append("Found %s\n".formatted(CountText.of(count, "element"))).toString();
        }

        @Override public String jsonText() {
            return MapFileWriter.text(map, contents);
        }

        @Override public boolean isBpftools() { return true; }

        @Override public JsonElement json() {
            return JsonParser.parseString(jsonText());
        }
    }
}
