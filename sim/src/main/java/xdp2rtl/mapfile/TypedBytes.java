package xdp2rtl.mapfile;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xdp2rtl.btf.ValueType;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;

/// Keys and values from JSON by their types, in the form in which [TypedText] writes them. What is not named is 0; of
/// unions one member does, and all that are there must say the same.
public final class TypedBytes {
    private final byte[] bytes;

    private TypedBytes(int size) {
        bytes = new byte[size];
    }

    /// @param where for messages
    /// @throws InputError if it does not fit the type
    public static Bytes of(String where, ValueType type, JsonElement json) {
        var made = new TypedBytes(type.size());
        made.put(where, type, 0, json);
        return Bytes.of(made.bytes);
    }

    private void put(String where, ValueType type, int at, JsonElement json) {
        switch (type) {
            case ValueType.Number number -> number(where, number, at, json);
            case ValueType.Enumeration names -> enumeration(where, names, at, json);
            case ValueType.Address _ -> store(at, Long.BYTES, whole(where, json, Long.BYTES, false));
            case ValueType.Array array -> array(where, array, at, json);
            case ValueType.Composite composite -> composite(where, composite, at, object(where, composite, json));
            case ValueType.Variables variables -> variables(where, variables, at, json);
            case ValueType.Opaque opaque -> {
                byte[] given = ByteText.bytes(where, json).toArray();
                if (given.length != opaque.size()) {
                    throw new InputError(where, "it has %d bytes, not %d".formatted(given.length, opaque.size()));
                }
                System.arraycopy(given, 0, bytes, at, given.length);
            }
        }
    }

    private void number(String where, ValueType.Number type, int at, JsonElement json) {
        if (type.sign() == ValueType.Sign.BOOL && json instanceof JsonPrimitive truth && truth.isBoolean()) {
            bytes[at] = (byte) (truth.getAsBoolean() ? 1 : 0);
            return;
        }
        if (type.sign() == ValueType.Sign.CHAR && json instanceof JsonPrimitive letter && letter.isString()
                && letter.getAsString().length() == 1 && letter.getAsString().charAt(0) <= 0xff) {
            bytes[at] = (byte) letter.getAsString().charAt(0);
            return;
        }
        store(at, type.size(), whole(where, json, type.size(), type.sign() == ValueType.Sign.SIGNED));
    }

    private void enumeration(String where, ValueType.Enumeration type, int at, JsonElement json) {
        if (!(json instanceof JsonPrimitive text && text.isString()) || text.getAsString().startsWith("0x")) {
            boolean signed = integer(where, json).signum() < 0;
            store(at, type.size(), whole(where, json, type.size(), signed));
            return;
        }
        long value = type.names().stream().filter(one -> one.name().equals(text.getAsString()))
                .findFirst()
                .orElseThrow(() -> new InputError(where, "there is no `%s`".formatted(text.getAsString()), "",
                        "There are " + type.names().stream().map(ValueType.Enumerator::name)
                                .collect(Collectors.joining(", "))))
                .value();
        store(at, type.size(), BigInteger.valueOf(value));
    }

    private void array(String where, ValueType.Array type, int at, JsonElement json) {
        if (type.element() instanceof ValueType.Number number && number.letter() && json instanceof JsonPrimitive text
                && text.isString()) {
            byte[] letters = text.getAsString().getBytes(StandardCharsets.UTF_8);
            if (letters.length > type.count()) {
                throw new InputError(where, "%d bytes do not fit its %d".formatted(letters.length, type.count()));
            }
            System.arraycopy(letters, 0, bytes, at, letters.length);
            return;
        }
        JsonArray elements = list(where, json);
        if (elements.size() > type.count()) {
            throw new InputError(where, "%d elements do not fit its %d".formatted(elements.size(), type.count()));
        }
        for (int i = 0; i < elements.size(); i++) {
            put("%s[%d]".formatted(where, i), type.element(), at + i * type.element().size(), elements.get(i));
        }
    }

    private void composite(String where, ValueType.Composite type, int at, JsonObject json) {
        for (Map.Entry<String, JsonElement> given : json.entrySet()) {
            member(where, type, at, given.getKey(), given.getValue());
        }
        if (type.union() && json.size() > 1) {
            agree(where, type, at, json);
        }
    }

    /// Members of a union lie in the same place.
    private void agree(String where, ValueType.Composite type, int at, JsonObject json) {
        byte[] all = Arrays.copyOfRange(bytes, at, at + type.size());
        for (Map.Entry<String, JsonElement> given : json.entrySet()) {
            var alone = new TypedBytes(type.size());
            alone.member(where, type, 0, given.getKey(), given.getValue());
            var others = new TypedBytes(type.size());
            System.arraycopy(all, 0, others.bytes, 0, all.length);
            others.member(where, type, 0, given.getKey(), given.getValue());
            if (!Arrays.equals(all, others.bytes)) {
                throw new InputError(where,
                        "members of a union say different things: " + String.join(", ", json.keySet()),
                        "they are the same bytes", "Give one of them");
            }
        }
    }

    private void member(String where, ValueType.Composite type, int at, String name, JsonElement json) {
        String place = name.isEmpty() ? where : where + "." + name;
        List<ValueType.Member> named = type.members().stream().filter(member -> member.name().equals(name)).toList();
        if (named.size() > 1) {
            throw new InputError(where, "several of its members have no name", "nobody knows which one is meant",
                    "Name the members inside of them instead");
        }
        if (named.size() == 1) {
            field(place, named.getFirst(), at, json);
            return;
        }
        for (ValueType.Member inner : type.members()) {
            if (inner.name().isEmpty() && inner.type() instanceof ValueType.Composite inside && has(inside, name)) {
                member(where, inside, at + inner.offset(), name, json);
                return;
            }
        }
        throw new InputError(where, "it has no member `%s`".formatted(name), "",
                "Its members are " + String.join(", ", names(type)));
    }

    private void field(String where, ValueType.Member member, int at, JsonElement json) {
        if (member.bits() == 0) {
            put(where, member.type(), at + member.offset(), json);
            return;
        }
        BigInteger value = integer(where, json);
        boolean signed = member.type() instanceof ValueType.Number number && number.sign() == ValueType.Sign.SIGNED;
        boolean fits = value.signum() >= 0 ? value.bitLength() <= member.bits()
                : signed && value.bitLength() < member.bits();
        if (!fits) { throw new InputError(where, "%s does not fit %d bits".formatted(value, member.bits())); }
        BitField.write(bytes, at * (long) Byte.SIZE + member.bitOffset(), member.bits(), value.longValue());
    }

    private void variables(String where, ValueType.Variables type, int at, JsonElement json) {
        if (!(json instanceof JsonObject section && section.has(type.section()) && section.size() == 1)) {
            throw new InputError(where, "it is not `%s` and its variables".formatted(type.section()));
        }
        var all = new ValueType.Composite(type.size(), false, type.members());
        for (JsonElement one : list(where, section.get(type.section()))) {
            composite(where, all, at, object(where, all, one));
        }
    }

    private static boolean has(ValueType.Composite type, String name) {
        return names(type).contains(name);
    }

    /// Also those of structs and unions without a name.
    private static List<String> names(ValueType.Composite type) {
        return type.members().stream().flatMap(member -> !member.name().isEmpty()
                ? Stream.of(member.name())
                : member.type() instanceof ValueType.Composite inside ? names(inside).stream()
                : Stream.empty()).toList();
    }

    private static BigInteger whole(String where, JsonElement json, int size, boolean signed) {
        BigInteger value = integer(where, json);
        boolean fits = signed ? value.bitLength() < Byte.SIZE * size
                : value.signum() >= 0 && value.bitLength() <= Byte.SIZE * size;
        if (!fits) {
            throw new InputError(where,
                    "%s does not fit %d bytes%s".formatted(value, size, signed ? "" : " without a sign"));
        }
        return value;
    }

    private static BigInteger integer(String where, JsonElement json) {
        if (json instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
            String text = primitive.getAsString();
            try {
                if (primitive.isString() && text.matches("0[xX][0-9a-fA-F]{1,32}")) {
                    return new BigInteger(text.substring(2), 16);
                }
                if (primitive.isNumber() && text.length() < 64) { return new BigDecimal(text).toBigIntegerExact(); }
            } catch (ArithmeticException | NumberFormatException _) {
                throw new InputError(where, "%s is not a whole number".formatted(text));
            }
        }
        throw new InputError(where, "%s is not a number".formatted(shown(json)));
    }

    private void store(int at, int size, BigInteger value) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = value.shiftRight(Byte.SIZE * i).byteValue();
        }
    }

    private static JsonObject object(String where, ValueType.Composite type, JsonElement json) {
        if (!json.isJsonObject()) {
            throw new InputError(where, "%s is not an object of members".formatted(shown(json)), "",
                    "Its members are " + String.join(", ", names(type)));
        }
        return json.getAsJsonObject();
    }

    private static JsonArray list(String where, JsonElement json) {
        if (!json.isJsonArray()) { throw new InputError(where, "%s is not an array".formatted(shown(json))); }
        return json.getAsJsonArray();
    }

    private static String shown(JsonElement json) {
        String text = json.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "..";
    }
}
