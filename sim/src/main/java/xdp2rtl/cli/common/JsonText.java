package xdp2rtl.cli.common;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;

/// Small parts of JSON answers.
public final class JsonText {
    /// Of what `docs/schema` describes; a number more where a name goes away or means something else.
    public static final int VERSION = 1;

    private JsonText() {}

    public static String of(JsonElement object) {
        return printer().setPrettyPrinting().create().toJson(object);
    }

    /// In one line.
    public static String line(JsonElement object) {
        return printer().create().toJson(object);
    }

    private static GsonBuilder printer() {
        return new GsonBuilder().serializeNulls().disableHtmlEscaping();
    }

    /// The same, with the version before all others.
    public static JsonObject versioned(JsonObject object) {
        var whole = new JsonObject();
        whole.addProperty("schema_version", VERSION);
        object.entrySet().forEach(member -> whole.add(member.getKey(), member.getValue()));
        return whole;
    }

    /// What is wrong, in the parts of its message; those that it has not are empty.
    public static JsonObject refusal(InputError error) {
        var json = new JsonObject();
        json.addProperty("where", error.where());
        json.addProperty("what", error.what());
        json.addProperty("why", error.why());
        json.addProperty("remedy", error.remedy());
        return json;
    }

    /// Bytes as bpftool has them: `["0x1f", ...]`.
    public static JsonArray bytes(Bytes bytes) {
        var json = new JsonArray();
        for (byte one : bytes.toArray()) {
            json.add("0x%02x".formatted(one & 0xff));
        }
        return json;
    }

    public static <T> JsonArray array(List<T> values, Function<T, JsonElement> form) {
        var array = new JsonArray();
        values.forEach(value -> array.add(form.apply(value)));
        return array;
    }

    public static <T> JsonElement orNull(Optional<T> value, Function<T, JsonElement> form) {
        return value.map(form).orElse(JsonNull.INSTANCE);
    }

    /// A figure to three decimals; what is not a number is null.
    public static JsonElement figure(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(Math.round(value * 1000) / 1000.0) : JsonNull.INSTANCE;
    }
}
