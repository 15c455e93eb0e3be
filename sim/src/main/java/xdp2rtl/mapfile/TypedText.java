package xdp2rtl.mapfile;

import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import xdp2rtl.btf.ValueType;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.MapTypes;
import xdp2rtl.port.MapContents;

/// Keys and values by their types, as bpftool shows them (tools/bpf/bpftool/btf_dumper.c says what: bit fields are in
/// hexadecimal, members of unions are all there, names of enumerators, texts where an array of `char` ends with 0).
public final class TypedText {
    private final JsonPrinter out;

    private TypedText(JsonPrinter out) {
        this.out = out;
    }

    /// An entry in one line of JSON, as the member `formatted` has it; nothing of a map without types.
    public static Optional<String> formatted(MapSpec map, Bytes key, List<Bytes> values) {
        return map.types()
                .map(types -> new TypedText(new JsonPrinter(false)).entry(map, types, key, values).toString());
    }

    /// An entry for people, over several lines and without a line break at its end; nothing of a map without types.
    public static Optional<String> lines(MapSpec map, Bytes key, List<Bytes> values) {
        return map.types().map(types -> new TypedText(new JsonPrinter(true)).entry(map, types, key, values).toString());
    }

    /// All entries for people; nothing of a map without types.
    public static Optional<String> lines(MapSpec map, List<MapContents.Entry> entries) {
        if (map.types().isEmpty()) { return Optional.empty(); }
        var all = new TypedText(new JsonPrinter(true));
        all.out.open('[');
        entries.forEach(entry -> all.entry(map, map.types().get(), entry.key(), entry.values()));
        return Optional.of(all.out.close(']').toString());
    }

    private JsonPrinter entry(MapSpec map, MapTypes types, Bytes key, List<Bytes> values) {
        out.open('{');
        types.key().ifPresent(type -> {
            out.name("key");
            value(type, key, 0);
        });
        if (map.isPerCpu()) {
            out.name("values").open('[');
            for (int cpu = 0; cpu < values.size(); cpu++) {
                out.open('{').name("cpu").value(Integer.toString(cpu)).name("value");
                value(types.value(), values.get(cpu), 0);
                out.close('}');
            }
            out.close(']');
        } else {
            out.name("value");
            value(types.value(), values.getFirst(), 0);
        }
        return out.close('}');
    }

    private void value(ValueType type, Bytes bytes, int at) {
        switch (type) {
            case ValueType.Number number -> out.value(number(number, bytes, at));
            case ValueType.Enumeration names -> {
                long value = bytes.number(at, names.size(), names.signed());
                // What has no name is an int to bpftool.
                boolean signed = names.signed() || names.size() <= Integer.BYTES;
                long unnamed = bytes.number(at, names.size(), signed);
                out.value(names.name(value).map(TypedText::quoted)
                        .orElse(signed ? Long.toString(unnamed) : Long.toUnsignedString(unnamed)));
            }
            case ValueType.Address _ -> {
                long address = bytes.number(at, Long.BYTES, false);
                out.value(!out.isForPeople() ? Long.toUnsignedString(address)
                        : address == 0 ? "(nil)" : "0x" + Long.toHexString(address));
            }
            case ValueType.Array array -> array(array, bytes, at);
            case ValueType.Composite composite -> {
                out.open('{');
                composite.members().forEach(member -> member(member, bytes, at));
                out.close('}');
            }
            case ValueType.Variables variables -> {
                out.open('{').name(variables.section()).open('[');
                variables.members().forEach(member -> {
                    out.open('{');
                    member(member, bytes, at);
                    out.close('}');
                });
                out.close(']').close('}');
            }
            case ValueType.Opaque opaque -> {
                out.open('[');
                for (int i = 0; i < opaque.size(); i++) {
                    out.value("\"0x%02x\"".formatted(bytes.number(at + i, 1, false)));
                }
                out.close(']');
            }
        }
    }

    private void member(ValueType.Member member, Bytes bytes, int at) {
        out.name(member.name());
        if (member.bits() == 0) {
            value(member.type(), bytes, at + member.offset());
            return;
        }
        String hex = "0x"
                + Long.toHexString(BitField.read(bytes, at * (long) Byte.SIZE + member.bitOffset(), member.bits()));
        out.value(out.isForPeople() ? hex : quoted(hex));
    }

    private void array(ValueType.Array array, Bytes bytes, int at) {
        Optional<String> text = array.element() instanceof ValueType.Number number && number.letter()
                ? text(bytes, at, array.count()) : Optional.empty();
        if (text.isPresent()) {
            out.value(quoted(text.get()));
            return;
        }
        out.open('[');
        for (int i = 0; i < array.count(); i++) {
            value(array.element(), bytes, at + i * array.element().size());
        }
        out.close(']');
    }

    /// What stands before the first 0, if there is one and all of it can be printed.
    private static Optional<String> text(Bytes bytes, int at, int count) {
        var letters = new byte[count];
        for (int i = 0; i < count; i++) {
            letters[i] = (byte) bytes.number(at + i, 1, true);
            if (letters[i] == 0) { return Optional.of(new String(letters, 0, i, StandardCharsets.US_ASCII)); }
            if (letters[i] <= 0x1f || letters[i] == 0x7f) { return Optional.empty(); }
        }
        return Optional.empty();
    }

    private String number(ValueType.Number type, Bytes bytes, int at) {
        if (type.size() > Long.BYTES) {
            long high = bytes.number(at + Long.BYTES, Long.BYTES, false);
            long low = bytes.number(at, Long.BYTES, false);
            String hex = high == 0 ? "0x" + Long.toHexString(low) : "0x%x%016x".formatted(high, low);
            return out.isForPeople() ? hex : quoted(hex);
        }
        return switch (type.sign()) {
            case SIGNED -> Long.toString(bytes.number(at, type.size(), true));
            case UNSIGNED -> Long.toUnsignedString(bytes.number(at, type.size(), false));
            case BOOL -> bytes.number(at, type.size(), false) == 0 ? "false" : "true";
            case CHAR -> letter((int) bytes.number(at, 1, false));
        };
    }

    private String letter(int code) {
        boolean shown = code >= 0x20 && code < 0x7f;
        String text = shown ? String.valueOf((char) code) : out.isForPeople() ? "\\x%02x".formatted(code) : "";
        return out.isForPeople() ? "'" + text + "'" : shown ? quoted(text) : "\"\\u00%02x\"".formatted(code);
    }

    private static String quoted(String text) {
        return new JsonPrimitive(text).toString();
    }
}
