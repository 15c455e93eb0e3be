package xdp2rtl.cli.map;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LiveMaps;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.port.MapContents;

/// `host map push`.
@Command(name = "push", description = {
        "Writes a whole file into a map: MAP FILE.json. The map holds exactly that afterwards, and every packet sees "
                + "all of the old contents or all of the new.",
        "The file is what `host map dump` prints, with --json or, where the object has types, without.",
        "Or puts a value into a map of type queue, stack or bloom_filter, as bpftool does: MAP value DATA."})
final class MapPushVerb extends MapVerb {
    @Override protected Answer answer(HostDevice device, MapSpec map, MapWords rest) {
        if (rest.isNext("value")) { return PushedValue.of(device, map, rest); }
        Path file = Path.of(rest.take("the file", "MAP FILE.json"));
        rest.end();
        MapContents contents = MapFileReader.read(file, map);
        LiveMaps maps = device.maps();
        maps.replace(map, contents);
        int count = contents.entries().size();
        return new MapChanged(map.name(), CountText.of(count, "entry", "entries") + " written", maps.held(),
                contents.cpuNote(map, device.config().cpus()).map("note: "::concat).orElse(""));
    }
}
