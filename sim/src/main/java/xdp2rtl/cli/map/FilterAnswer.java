package xdp2rtl.cli.map;

import com.google.gson.JsonObject;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;

/// What a filter tells of a value.
/// @param there whether it may have been put in
record FilterAnswer(MapSpec map, Bytes value, boolean there) implements Answer {
    @Override public int exitCode() {
        return there ? ExitCode.AGREED : ExitCode.MISMATCH;
    }

    @Override public String text() {
        return MapText.value(map, value) + (there ? "may be there\n" : "\nNot found\n");
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("map", map.name());
        json.add("value", JsonText.bytes(value));
        json.addProperty("found", there);
        return json;
    }
}
