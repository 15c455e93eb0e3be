package xdp2rtl.cli.map;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;

/// `host map lookup`.
@Command(name = "lookup", description = "Prints the value of a key: MAP key DATA. Exit code 1 if there is none.")
final class MapLookupVerb extends MapVerb {
    @Override protected Answer answer(HostDevice device, MapSpec map, MapWords rest) {
        Bytes key = rest.key(map);
        rest.end();
        return new Found(map, key, device.maps().lookup(map, key));
    }

    private record Found(MapSpec map, Bytes key, Optional<List<Bytes>> values) implements Answer {
        @Override public int exitCode() {
            return values.isPresent() ? ExitCode.AGREED : ExitCode.MISMATCH;
        }

        @Override public String text() {
            return values.isPresent() ? MapText.entry(map, key, values)
                    : "key:\n%s\n\nNot found\n".formatted(MapText.hex(key));
        }

        @Override public boolean isBpftools() { return true; }

        @Override public String jsonText() {
            return values.map(found -> MapText.json(map, key, found)).orElse("null") + "\n";
        }

        @Override public JsonElement json() {
            return JsonParser.parseString(jsonText());
        }
    }
}
