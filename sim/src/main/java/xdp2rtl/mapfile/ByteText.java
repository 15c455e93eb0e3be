package xdp2rtl.mapfile;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import xdp2rtl.btf.ValueType;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;

/// Bytes as bpftool writes them: `["0x1f", ...]`.
final class ByteText {
    private ByteText() {}

    /// Whether it is bytes and not a value by its type: texts, where an array could be meant too those with `0x`.
    static boolean isBytes(JsonElement value, ValueType type) {
        boolean isArray = type instanceof ValueType.Array;
        return value.isJsonArray() && !(isArray && value.getAsJsonArray().isEmpty())
                && value.getAsJsonArray().asList().stream().allMatch(one -> one instanceof JsonPrimitive text
                        && text.isString() && (!isArray || text.getAsString().startsWith("0x")));
    }

    /// @param why what else it could be, for messages
    static Bytes bytes(String where, JsonElement value, String why, String remedy) {
        if (!value.isJsonArray() || value.getAsJsonArray().asList().stream()
                .anyMatch(one -> one instanceof JsonPrimitive it && it.isNumber())) {
            throw new InputError(where, "not an array of bytes such as \"0x1f\"", why, remedy);
        }
        JsonArray array = value.getAsJsonArray();
        var bytes = new byte[array.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = oneByte("%s: byte %d".formatted(where, i), array.get(i));
        }
        return Bytes.of(bytes);
    }

    static Bytes bytes(String where, JsonElement value) {
        return bytes(where, value, "", "");
    }

    private static byte oneByte(String where, JsonElement value) {
        String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
        if (!text.matches("0[xX][0-9a-fA-F]{1,2}")) {
            throw new InputError(where, "`%s` is not a byte such as \"0x1f\"".formatted(text));
        }
        return (byte) Integer.parseInt(text.substring(2), 16);
    }
}
