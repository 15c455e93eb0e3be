package xdp2rtl.cli.map;

import com.google.gson.JsonObject;
import xdp2rtl.cli.common.Answer;

/// What a command of `host map` says that has changed a map.
/// @param held   cycles that the input was held
/// @param remark for standard error; may be empty
record MapChanged(String map, String what, long held, String remark) implements Answer {
    MapChanged(String map, String what, long held) {
        this(map, what, held, "");
    }

    @Override public String text() {
        return "map %s: %s; %s\n".formatted(map, what,
                held == 0 ? "the input was not held" : "the input was held for %d cycles".formatted(held));
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("map", map);
        json.addProperty("done", what);
        json.addProperty("held_cycles", held);
        return json;
    }
}
