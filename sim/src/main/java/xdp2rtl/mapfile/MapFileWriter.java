package xdp2rtl.mapfile;

import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.MapContents;

/// Writes the contents of a map as `bpftool map dump -j` prints them, one entry a line: array and device maps with
/// every index, hash maps sorted by key; where values have no keys, the value that is taken out next first.
public final class MapFileWriter {
    private MapFileWriter() {}

    /// The file appears as a whole or not at all.
    /// @throws xdp2rtl.diagnostic.InputError if it cannot be written
    public static void write(Path path, MapSpec map, MapContents contents) {
        WholeFile.write(path, out -> out.write(text(map, contents).getBytes(StandardCharsets.UTF_8)));
    }

    /// The same of the entries that are listed alone: what is read back is the same.
    public static String listed(MapSpec map, MapContents contents) {
        var lines = lines();
        contents.canonical(map).entries().forEach(entry -> lines.add(line(map, entry)));
        return lines.toString();
    }

    private static StringJoiner lines() {
        return new StringJoiner(",\n", "[\n", "\n]\n").setEmptyValue("[]\n");
    }

    public static String text(MapSpec map, MapContents contents) {
        var lines = lines();
        if (map.isIndexed()) {
            Map<Long, MapContents.Entry> byIndex = new HashMap<>();
            contents.entries().forEach(entry -> byIndex.put(MapContents.index(entry.key()), entry));
            for (int index = 0; index < map.maxEntries(); index++) {
                MapContents.Entry entry = byIndex.get((long) index);
                lines.add(entry == null ? missing(map, index) : line(map, entry));
            }
        } else {
            contents.canonical(map).entries().forEach(entry -> lines.add(line(map, entry)));
        }
        return lines.toString();
    }

    /// An index that is not listed: zero in an array map, empty in a device map.
    private static String missing(MapSpec map, int index) {
        Bytes key = MapContents.key(index);
        if (!map.isArray()) {
            return "{\"key\":%s,\"value\":{\"error\":\"No such file or directory\"}}".formatted(bytes(key));
        }
        return line(map, MapContents.Entry.of(key, Bytes.of(new byte[map.valueSize()])));
    }

    /// An entry alone.
    public static String line(MapSpec map, MapContents.Entry entry) {
        if (map.isKeyless()) { return "{\"value\":%s}".formatted(bytes(entry.value(0))); }
        String key = bytes(entry.key());
        List<Bytes> values = entry.values();
        if (map.holdsNames()) {
            return "{\"key\":%s,\"value\":%s}".formatted(key,
                    new JsonPrimitive(MapContents.name(map, values.getFirst()).orElseThrow()));
        }
        String formatted = TypedText.formatted(map, entry.key(), values).map(",\"formatted\":"::concat).orElse("");
        if (!map.isPerCpu()) {
            return "{\"key\":%s,\"value\":%s%s}".formatted(key, bytes(values.getFirst()), formatted);
        }
        var all = new StringJoiner(",", "[", "]");
        for (int cpu = 0; cpu < values.size(); cpu++) {
            all.add("{\"cpu\":%d,\"value\":%s}".formatted(cpu, bytes(values.get(cpu))));
        }
        return "{\"key\":%s,\"values\":%s%s}".formatted(key, all, formatted);
    }

    private static String bytes(Bytes bytes) {
        var text = new StringJoiner(",", "[", "]");
        for (byte b : bytes.toArray()) {
            text.add("\"0x%02x\"".formatted(b & 0xff));
        }
        return text.toString();
    }
}
