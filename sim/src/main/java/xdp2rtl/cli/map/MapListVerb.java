package xdp2rtl.cli.map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.DeviceVerb;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LoadedProgram;
import xdp2rtl.isa.CoreConfig;

/// `host map list`.
@Command(name = "list", aliases = "show", description = "Lists the loaded program's maps, or shows one: [MAP].")
final class MapListVerb extends DeviceVerb {
    @Parameters(paramLabel = "WORD", arity = "0..*", description = "`name NAME` or `id N`; without, all of them.")
    private List<String> words = new ArrayList<>();

    @Override protected Answer answer(HostDevice device, Progress progress) {
        LoadedProgram loaded = device.program();
        if (words.isEmpty()) { return new Listed(loaded, loaded.maps(), device.config(), false); }
        var given = new MapWords(words);
        MapSpec one = given.map(device);
        given.end();
        return new Listed(loaded, List.of(one), device.config(), true);
    }

    private record Listed(LoadedProgram loaded, List<MapSpec> maps, CoreConfig config,
            boolean single) implements Answer {
        private int id(MapSpec map) {
            return loaded.maps().indexOf(map) + 1;
        }

        private long bytes(MapSpec map) {
            return loaded.bytes(map, config);
        }

        @Override public String text() {
            var text = new StringBuilder();
            maps.forEach(map -> text
                    .append("%d: %s  name %s  flags 0x%x\n\tkey %dB  value %dB  max_entries %d  memlock %dB\n"
                            .formatted(id(map),
                                    map.type().text(), map.name(), map.flags(), map.keySize(), map.valueSize(),
                                    map.maxEntries(), bytes(map))));
            return text.toString();
        }

        @Override public boolean isBpftools() { return true; }

        @Override public JsonElement json() {
            if (single) { return json(maps.getFirst()); }
            var all = new JsonArray();
            maps.forEach(map -> all.add(json(map)));
            return all;
        }

        private JsonObject json(MapSpec map) {
            var json = new JsonObject();
            json.addProperty("id", id(map));
            json.addProperty("type", map.type().text());
            json.addProperty("name", map.name());
            json.addProperty("flags", map.flags());
            json.addProperty("bytes_key", map.keySize());
            json.addProperty("bytes_value", map.valueSize());
            json.addProperty("max_entries", map.maxEntries());
            json.addProperty("bytes_memlock", bytes(map));
            json.addProperty("frozen", map.readOnly() ? 1 : 0);
            return json;
        }
    }
}
