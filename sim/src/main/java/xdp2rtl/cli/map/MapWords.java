package xdp2rtl.cli.map;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import xdp2rtl.btf.ValueType;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.MapTypes;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LoadedProgram;
import xdp2rtl.mapfile.TypedBytes;
import xdp2rtl.port.MapContents;

/// The words after a command of `host map`, read as bpftool reads them, from left to right.
final class MapWords {
    private static final String VALUE_NAME = "value name and a program or map";

    private final List<String> words;
    private int next;

    MapWords(List<String> words) {
        this.words = words;
    }

    /// `name NAME` or `id N`, where N is what `map list` shows.
    MapSpec map(HostDevice device) {
        String kind = take("a map", "name NAME or id N");
        String value = take("a map", kind + " and which");
        LoadedProgram loaded = device.program();
        return switch (kind) {
            case "name" -> loaded.map(value);
            case "id" -> byId(loaded, value);
            default -> throw wrong("`%s` does not name a map".formatted(kind), "Give name NAME or id N");
        };
    }

    private static MapSpec byId(LoadedProgram loaded, String text) {
        int count = loaded.maps().size();
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= count) {
            return loaded.maps().get(Integer.parseInt(text) - 1);
        }
        throw wrong("program %s has no map of id %s".formatted(loaded.program(), text),
                count == 0 ? "It has no maps" : "Its maps are 1 to " + count);
    }

    /// `key` or `value` and so many bytes.
    Bytes data(String keyword, int length) {
        return data(keyword, length, Optional.empty());
    }

    /// The key of an entry.
    Bytes key(MapSpec map) {
        return data("key", map.keySize(), map.types().flatMap(MapTypes::key));
    }

    /// The same, or `json` and a value of the type.
    private Bytes data(String keyword, int length, Optional<ValueType> type) {
        String word = take("`%s`".formatted(keyword), keyword + " and " + length + " bytes");
        if (!word.equals(keyword)) {
            throw wrong("`%s` stands where `%s` must".formatted(word, keyword),
                    "Give %s and %d bytes".formatted(keyword, length));
        }
        if (isNext("json")) {
            next++;
            return typed(keyword, length, type);
        }
        boolean hex = isNext("hex");
        if (hex) {
            next++;
        }
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            if (!hasNext() || isKeyword(words.get(next))) {
                throw wrong("the %s has %d bytes; it must have %d".formatted(keyword, i, length), "");
            }
            bytes[i] = oneByte(words.get(next++), hex);
        }
        return Bytes.of(bytes);
    }

    /// The value of an entry: `value` and its bytes; of a map of programs or maps `value name` and which.
    Bytes value(MapSpec map) {
        if (!map.holdsNames()) { return data("value", map.valueSize(), map.types().map(MapTypes::value)); }
        for (String keyword : List.of("value", "name")) {
            String word = take("`%s`".formatted(keyword), VALUE_NAME);
            if (!word.equals(keyword)) {
                throw wrong("`%s` stands where `%s` must".formatted(word, keyword), "Give " + VALUE_NAME);
            }
        }
        return MapContents.named("map " + map.name(), map, take("a name", VALUE_NAME));
    }

    private Bytes typed(String keyword, int length, Optional<ValueType> type) {
        String text = take("the " + keyword, "json and what `map dump` shows, such as '{\"packets\": 1}'");
        if (type.isEmpty()) {
            throw wrong("the %s has no members that are known".formatted(keyword),
                    "the object says no type of it, as by __type of a map", "Give its %d bytes".formatted(length));
        }
        try {
            return TypedBytes.of(keyword, type.get(), JsonParser.parseString(text));
        } catch (JsonParseException _) {
            throw wrong("`%s` is not JSON".formatted(text), "Give it in quotes, such as '{\"packets\": 1}'");
        } catch (InputError error) {
            throw error.within("map");
        }
    }

    private static boolean isKeyword(String word) {
        return List.of("key", "value", "any", "exist", "noexist").contains(word);
    }

    /// Decimal, 0x hexadecimal or 0 octal, as strtoul reads it; after `hex` always hexadecimal.
    private static byte oneByte(String word, boolean hex) {
        try {
            int value = hex
                    ? Integer.parseInt(word.startsWith("0x") || word.startsWith("0X") ? word.substring(2) : word, 16)
                    : Integer.decode(word);
            if (value >= 0 && value <= 255 && Character.digit(word.charAt(0), 16) >= 0) { return (byte) value; }
        } catch (NumberFormatException _) {
            throw notAByte(word, hex);
        }
        throw notAByte(word, hex);
    }

    private static InputError notAByte(String word, boolean hex) {
        return wrong("`%s` is not a byte".formatted(word),
                hex ? "After hex, give bytes such as 0a" : "Give bytes such as 10 or 0x0a");
    }

    boolean isNext(String word) {
        return hasNext() && words.get(next).equals(word);
    }

    boolean hasNext() {
        return next < words.size();
    }

    /// The next word.
    /// @param what  what is missing if there is none
    /// @param usage what to give
    String take(String what, String usage) {
        if (!hasNext()) { throw wrong("%s is missing".formatted(what), "Give " + usage); }
        return words.get(next++);
    }

    /// @throws InputError if words are left
    void end() {
        if (hasNext()) { throw wrong("`%s` is one word too many".formatted(words.get(next)), ""); }
    }

    private static InputError wrong(String what, String remedy) {
        return wrong(what, "", remedy);
    }

    private static InputError wrong(String what, String why, String remedy) {
        return new InputError("map", what, why, remedy);
    }
}
