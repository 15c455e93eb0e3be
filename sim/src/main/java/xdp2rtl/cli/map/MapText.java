package xdp2rtl.cli.map;

import java.util.List;
import java.util.Optional;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.mapfile.MapFileWriter;
import xdp2rtl.mapfile.TypedText;
import xdp2rtl.port.MapContents;

/// Entries of maps as bpftool prints them.
public final class MapText {
    private static final int LONG = 16;
    private static final int ONE_LINE = 24;

    private MapText() {}

    /// @param values nothing for an empty entry of a map of devices, programs or maps
    public static String entry(MapSpec map, Bytes key, Optional<List<Bytes>> values) {
        Optional<String> typed = values.flatMap(found -> TypedText.lines(map, key, found));
        if (typed.isPresent()) { return typed.get() + "\n"; }
        if (map.isPerCpu()) { return perCpu(map, key, values.orElseThrow()); }
        if (map.holdsNames()) {
            return "key: %s  value: %s\n".formatted(hex(key),
                    values.flatMap(found -> MapContents.name(map, found.getFirst())).orElse("<no entry>"));
        }
        if (map.isKeyless()) { return value(map, values.orElseThrow().getFirst()); }
        boolean breaks = map.keySize() > LONG || map.valueSize() > LONG;
        boolean oneLine = !breaks && map.keySize() + map.valueSize() <= ONE_LINE;
        return "key:%s%s%svalue:%s%s\n".formatted(breaks ? "\n" : " ", hex(key), oneLine ? "  " : "\n",
                breaks ? "\n" : " ",
                values.map(found -> hex(found.getFirst())).orElse("<no entry>"));
    }

    /// A value without a key.
    static String value(MapSpec map, Bytes value) {
        return "value:%s%s\n".formatted(map.valueSize() > LONG ? "\n" : " ", hex(value));
    }

    private static String perCpu(MapSpec map, Bytes key, List<Bytes> values) {
        var text = new StringBuilder("key:\n%s\n".formatted(hex(key)));
        for (int cpu = 0; cpu < values.size(); cpu++) {
            text.append("value (CPU %02d):%s%s\n".formatted(cpu, map.valueSize() > LONG ? "\n" : " ",
                    hex(values.get(cpu))));
        }
        return text.toString();
    }

    /// Bytes in hexadecimal, 16 a line, with a gap after 8.
    public static String hex(Bytes bytes) {
        var text = new StringBuilder();
        byte[] all = bytes.toArray();
        for (int i = 0; i < all.length; i++) {
            text.append(i == 0 ? "" : i % 16 == 0 ? "\n" : i % 8 == 0 ? "  " : " ")
                    .append("%02x".formatted(all[i] & 0xff));
        }
        return text.toString();
    }

    /// In one line of JSON.
    public static String json(MapSpec map, Bytes key, List<Bytes> values) {
        return MapFileWriter.line(map, new MapContents.Entry(key, values));
    }
}
