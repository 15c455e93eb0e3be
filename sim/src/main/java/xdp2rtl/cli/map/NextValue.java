package xdp2rtl.cli.map;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;

/// The value of a map without keys that is taken out next.
record NextValue(MapSpec map, Optional<Bytes> value) implements Answer {
    @Override public int exitCode() {
        return value.isPresent() ? ExitCode.AGREED : ExitCode.MISMATCH;
    }

    @Override public String text() {
        return value.map(found -> MapText.value(map, found)).orElse("Error: empty map\n");
    }

    @Override public boolean isBpftools() { return true; }

    @Override public String jsonText() {
        return value.map(found -> MapText.json(map, Bytes.empty(), List.of(found))).orElse("null") + "\n";
    }

    @Override public JsonElement json() {
        return JsonParser.parseString(jsonText());
    }
}
