package xdp2rtl.mapfile;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import xdp2rtl.btf.ValueType;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.InputFile;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.MapTypes;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.MapContents;

/// Reads the contents of a map. What is wrong is an [InputError] that names the file and the entry (counted from 0).
public final class MapFileReader {
    private static final int MOST_CPUS = 4096;
    private static final String DUMP = "Make one with `bpftool map dump -j`";

    private final String name;
    private final MapSpec map;

    private MapFileReader(String name, MapSpec map) {
        this.name = name;
        this.map = map;
    }

    /// @throws InputError if the file cannot be read, or the map cannot hold what it says
    public static MapContents read(Path path, MapSpec map) {
        return parse(InputFile.name(path), InputFile.text(path), map);
    }

    /// What a section of global data holds: the only value of a file.
    /// @throws InputError if the file cannot be read, or is not the contents of such a map
    public static Bytes section(Path path, String map) {
        MapContents contents = new MapFileReader(InputFile.name(path), MapSpec.of(map, MapKind.ARRAY, 4, 1, 1))
                .contents(InputFile.text(path));
        if (contents.entries().size() != 1) {
            throw new InputError(InputFile.name(path),
                    "%d entries, where section %s is one".formatted(contents.entries().size(), map));
        }
        return contents.entries().getFirst().value(0);
    }

    /// How many entries a file has.
    /// @throws InputError if it cannot be read
    public static int entries(Path path) {
        return array(InputFile.name(path), InputFile.text(path)).size();
    }

    /// The programs or maps that a file names, each once; empty if its values are no names.
    /// @throws InputError if it cannot be read
    public static List<String> names(Path path) {
        var names = new LinkedHashSet<String>();
        for (JsonElement entry : array(InputFile.name(path), InputFile.text(path))) {
            JsonElement value = entry.isJsonObject() ? entry.getAsJsonObject().get("value") : entry;
            if (value instanceof JsonPrimitive name && name.isString()) {
                names.add(name.getAsString());
            }
        }
        return List.copyOf(names);
    }

    /// @param name what the text is, for messages
    public static MapContents parse(String name, String text, MapSpec map) {
        var reader = new MapFileReader(name, map);
        MapContents contents = reader.contents(text);
        contents.check(name, map);
        return contents;
    }

    private static JsonArray array(String name, String text) {
        if (text.stripLeading().startsWith("key:")) {
            throw new InputError(name, "it is what bpftool prints for people", "only -j has all of the bytes", DUMP);
        }
        JsonElement root;
        try {
            root = JsonParser.parseString(text);
        } catch (JsonParseException | NumberFormatException e) {
            throw new InputError(name, "not JSON (%s)".formatted(reason(e)));
        }
        if (!root.isJsonArray()) { throw new InputError(name, "not an array of entries", "", DUMP); }
        return root.getAsJsonArray();
    }

    private MapContents contents(String text) {
        var entries = new ArrayList<MapContents.Entry>();
        JsonArray array = array(name, text);
        for (int i = 0; i < array.size(); i++) {
            String where = "%s: entry %d".formatted(name, i);
            if (!array.get(i).isJsonObject()) { throw new InputError(where, "not an object with a key and a value"); }
            Bytes place = MapContents.key(entries.size());
            entry(where, place, array.get(i).getAsJsonObject()).ifPresent(entries::add);
        }
        return new MapContents(entries);
    }

    /// @param place of the entry, which counts where values have no keys
    private Optional<MapContents.Entry> entry(String where, Bytes place, JsonObject given) {
        JsonObject entry = bare(given);
        Optional<ValueType> keys = map.types().flatMap(MapTypes::key);
        boolean isPlace = map.isKeyless() || map.isGlobalData() && !entry.has("key");
        Bytes key = isPlace ? place : bytes(where + ": key", member(where, entry, "key"), keys);
        if (map.isPerCpu()) {
            return Optional.of(new MapContents.Entry(key, perCpu(where, member(where, entry, "values"))));
        }
        JsonElement value = member(where, entry, "value");
        if (value.isJsonObject() && value.getAsJsonObject().has("error")) { return Optional.empty(); }
        if (map.holdsNames()) {
            return Optional.of(MapContents.Entry.of(key, MapContents.named(where, map, name(where, value))));
        }
        return Optional.of(MapContents.Entry.of(key, bytes(where + ": value", value, values())));
    }

    /// Where only what bpftool adds for people is left of an entry, that is what counts.
    private static JsonObject bare(JsonObject entry) {
        return entry.size() == 1 && entry.get("formatted") instanceof JsonObject formatted ? formatted : entry;
    }

    private Optional<ValueType> values() {
        return map.types().map(MapTypes::value);
    }

    private String name(String where, JsonElement value) {
        if (!(value instanceof JsonPrimitive text && text.isString())) {
            throw new InputError(where, "its value is not the name of a " + (map.holdsMaps() ? "map" : "program"),
                    "the numbers that bpftool prints mean nothing outside of their kernel",
                    "Write \"value\": \"NAME\"");
        }
        return value.getAsString();
    }

    private JsonElement member(String where, JsonObject entry, String member) {
        if (!entry.has(member)) {
            throw new InputError(where, "it has no `%s`".formatted(member), "map %s is a %s map".formatted(map.name(),
                    map.type().text()), "");
        }
        return entry.get(member);
    }

    private List<Bytes> perCpu(String where, JsonElement values) {
        if (!values.isJsonArray() || values.getAsJsonArray().isEmpty()) {
            throw new InputError(where, "`values` is not an array with a value for each CPU");
        }
        var byCpu = new TreeMap<Integer, Bytes>();
        for (JsonElement element : values.getAsJsonArray()) {
            if (!element.isJsonObject()) {
                throw new InputError(where, "`values` holds something that is not an object with a cpu and a value");
            }
            JsonObject one = element.getAsJsonObject();
            int cpu = cpu(where, member(where, one, "cpu"));
            if (byCpu.put(cpu, bytes("%s: cpu %d".formatted(where, cpu), member(where, one, "value"), values()))
                    != null) {
                throw new InputError(where, "cpu %d is there twice".formatted(cpu));
            }
        }
        Bytes zero = Bytes.of(new byte[map.valueSize()]);
        var all = new ArrayList<Bytes>();
        for (int cpu = 0; cpu <= byCpu.lastKey(); cpu++) {
            all.add(byCpu.getOrDefault(cpu, zero));
        }
        return all;
    }

    private static int cpu(String where, JsonElement value) {
        String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
        try {
            int cpu = Integer.parseInt(text);
            if (cpu >= 0 && cpu < MOST_CPUS) { return cpu; }
        } catch (NumberFormatException e) {
            throw new InputError(where, "`%s` is not the number of a CPU".formatted(text));
        }
        throw new InputError(where, "there is no CPU %s".formatted(text));
    }

    private Bytes bytes(String where, JsonElement value, Optional<ValueType> type) {
        if (type.isPresent() && !ByteText.isBytes(value, type.get())) {
            return TypedBytes.of(where, type.get(), value);
        }
        return ByteText.bytes(where, value,
                "values by their types can be read only where the object has these, for maps that name them by __type",
                DUMP);
    }

    /// What the parser found, without the names of its exceptions.
    /// What Gson says, without its advice to programmers and without a path that is as long as the text is deep.
    private static String reason(RuntimeException found) {
        Throwable cause = found.getCause() == null ? found : found.getCause();
        String text = cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
        text = text.replaceFirst("^Use JsonReader\\.setStrictness.* to accept malformed JSON", "Malformed")
                .replaceFirst(" path .{60,}", "");
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
