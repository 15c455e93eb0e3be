package xdp2rtl.cli.common;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Small parts of JSON answers.
public final class JsonText {
    private JsonText() {}

    public static String of(JsonElement object) {
        return new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create().toJson(object);
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
