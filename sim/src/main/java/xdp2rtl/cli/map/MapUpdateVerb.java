package xdp2rtl.cli.map;

import java.util.Locale;
import picocli.CommandLine.Command;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LiveMaps;

/// `host map update`.
@Command(name = "update",
        description = {"Gives a key a value: MAP key DATA value DATA [any|exist|noexist].",
                "Where the object has types, DATA may be `json` and what `map dump` shows, such as "
                        + "json '{\"packets\": 1}'; members that are not named become 0.",
                "In maps of programs or of maps: MAP key DATA value name NAME.",
                "In per-CPU maps every context gets the value, as in bpftool every CPU does."})
final class MapUpdateVerb extends MapVerb {
    @Override protected Answer answer(HostDevice device, MapSpec map, MapWords rest) {
        // In either order, as bpftool takes them.
        boolean valueFirst = rest.isNext("value");
        Bytes first = valueFirst ? rest.value(map) : rest.key(map);
        Bytes second = valueFirst ? rest.key(map) : rest.value(map);
        Bytes key = valueFirst ? second : first;
        Bytes value = valueFirst ? first : second;
        LiveMaps.Rule rule = rest.hasNext() ? rule(rest.take("a rule", "any, exist or noexist")) : LiveMaps.Rule.ANY;
        rest.end();
        LiveMaps maps = device.maps();
        maps.update(map, key, value, rule);
        return new MapChanged(map.name(), "1 entry updated", maps.held());
    }

    private static LiveMaps.Rule rule(String word) {
        return switch (word) {
            case "any", "exist", "noexist" -> LiveMaps.Rule.valueOf(word.toUpperCase(Locale.ROOT));
            default -> throw new InputError("map", "`%s` is no rule of an update".formatted(word), "",
                    "Rules are any, exist and noexist");
        };
    }
}
