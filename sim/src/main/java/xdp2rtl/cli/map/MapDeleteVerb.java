package xdp2rtl.cli.map;

import picocli.CommandLine.Command;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LiveMaps;

/// `host map delete`.
@Command(name = "delete", description = "Takes a key out: MAP key DATA.")
final class MapDeleteVerb extends MapVerb {
    @Override protected Answer answer(HostDevice device, MapSpec map, MapWords rest) {
        Bytes key = rest.key(map);
        rest.end();
        LiveMaps maps = device.maps();
        maps.delete(map, key);
        return new MapChanged(map.name(), "1 entry deleted", maps.held());
    }
}
