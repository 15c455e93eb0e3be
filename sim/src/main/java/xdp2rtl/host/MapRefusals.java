package xdp2rtl.host;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.OrderWord;
import xdp2rtl.port.MapContents;

/// What bpf(2) refuses of keys, values and changes of maps, and what to use instead.
final class MapRefusals {
    private MapRefusals() {}

    static InputError keyed(MapSpec map) {
        if (map.isKeyless()) {
            return new InputError("map " + map.name(), "it is of type %s".formatted(map.type().text()), "",
                    map.isFilter() ? "Ask for one value with `host map peek`"
                            : "Use `host map push`, `host map pop` and `host map peek`");
        }
        return new InputError("map " + map.name(), "it is of type %s".formatted(map.type().text()), "",
                "Use `host map update`, `host map lookup` and `host map delete`");
    }

    static InputError noKeys(MapSpec map) {
        return new InputError("map " + map.name(), "its values have no keys", "",
                "Use `host map push`, `host map pop` and `host map peek`");
    }

    static InputError takesRecords(MapSpec map) {
        return new InputError("map " + map.name(), "it takes records for the host, and holds none", "",
                "Take them out with `host events`");
    }

    static void check(MapSpec map, Bytes key, LiveMaps.Rule rule, boolean there) {
        if (rule == LiveMaps.Rule.NOEXIST && there) { throw refused(map, key, "it is there already"); }
        if (rule == LiveMaps.Rule.EXIST && !there) { throw refused(map, key, "it is not there"); }
    }

    static void checkKey(MapSpec map, Bytes key) {
        if (key.length() != map.keySize()) {
            throw new InputError("map " + map.name(),
                    "the key has %d bytes; keys of this map have %d".formatted(key.length(), map.keySize()));
        }
    }

    static void checkWritable(MapSpec map) {
        if (map.readOnly()) {
            throw new InputError("map " + map.name(), "it is read-only data of the program",
                    "what it holds is compiled in",
                    "Change it in the C source");
        }
        if (NetworkMap.of(map).isPresent()) {
            throw new InputError("map " + map.name(), "it is made from a network", "",
                    "Load the program again with another --fib");
        }
        if (OrderWord.is(map)) {
            throw new InputError("map " + map.name(), "it holds nothing: it puts accesses of programs into order");
        }
    }

    static boolean isTooLong(MapSpec map, Bytes key) {
        return MapContents.index(key) > MapContents.prefixBits(map);
    }

    static void checkLength(MapSpec map, Bytes key) {
        if (isTooLong(map, key)) {
            throw refused(map, key, "the prefix has %d bits; keys of this map have %d".formatted(MapContents.index(key),
                    MapContents.prefixBits(map)));
        }
    }

    static void checkIndex(MapSpec map, Bytes key) {
        if (MapContents.index(key) >= map.maxEntries()) {
            throw refused(map, key,
                    "the index is %d; the map has %d entries".formatted(MapContents.index(key), map.maxEntries()));
        }
    }

    static InputError full(MapSpec map, Bytes key) {
        return refused(map, key, "the map is full, it has %d entries".formatted(map.maxEntries()));
    }

    static InputError refused(MapSpec map, Bytes key, String what) {
        return new InputError("map %s: key %s".formatted(map.name(), key), what);
    }

    static void checkValue(MapSpec map, Bytes value, String where) {
        if (value.length() != map.valueSize()) {
            throw new InputError(where,
                    "the value has %d bytes; values of this map have %d".formatted(value.length(), map.valueSize()));
        }
    }
}
