package xdp2rtl.fib;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;

/// An object of a JSON file, and where it stands there for messages.
record JsonEntry(String where, JsonObject object) {

    /// The objects of an array; none if it is not there.
    List<JsonEntry> entries(String member) {
        if (!object.has(member)) { return List.of(); }
        if (!object.get(member).isJsonArray()) {
            throw new InputError(where, "`%s` is not an array".formatted(member));
        }
        JsonArray array = object.getAsJsonArray(member);
        var entries = new ArrayList<JsonEntry>();
        for (int i = 0; i < array.size(); i++) {
            String place = "%s: %s[%d]".formatted(where, member, i);
            if (!array.get(i).isJsonObject()) { throw new InputError(place, "not an object"); }
            entries.add(new JsonEntry(place, array.get(i).getAsJsonObject()));
        }
        return entries;
    }

    boolean has(String member) { return object.has(member); }

    String text(String member) {
        return optionalText(member).orElseThrow(() -> new InputError(where, "it has no `%s`".formatted(member), "",
                "Take what `ip -j` prints as it is"));
    }

    Optional<String> optionalText(String member) {
        return Optional.ofNullable(object.get(member)).map(element -> {
            if (!element.isJsonPrimitive()) { throw new InputError(where, "`%s` is not a text".formatted(member)); }
            return element.getAsString();
        });
    }

    /// A number from `least` to `most`.
    long number(String member, long least, long most) {
        String text = text(member);
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw new InputError(where, "`%s` is %s, not a number from %d to %d".formatted(member, text, least, most));
        }
        return Long.parseLong(text);
    }

    boolean flag(String member) { return text(member).equals("true"); }

    /// The texts of an array; none if it is not there.
    List<String> texts(String member) {
        return Optional.ofNullable(object.get(member)).filter(JsonElement::isJsonArray)
                .map(array -> array.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList())
                .orElse(List.of());
    }

    /// A MAC address such as `02:00:00:00:00:01`.
    Bytes mac(String member) {
        String text = text(member);
        if (!text.matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}")) {
            throw new InputError(where, "`%s` is %s, not a MAC address".formatted(member, text));
        }
        byte[] bytes = new byte[6];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(text.substring(3 * i, 3 * i + 2), 16);
        }
        return Bytes.of(bytes);
    }
}
