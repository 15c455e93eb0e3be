package xdp2rtl.cli.map;

import picocli.CommandLine.Command;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;

/// `host map pop`.
@Command(name = "pop", aliases = "dequeue",
        description = "Takes the next value out of a map of type queue or stack: MAP. Exit code 1 if there is none.")
final class MapPopVerb extends MapVerb {
    @Override protected Answer answer(HostDevice device, MapSpec map, MapWords rest) {
        rest.end();
        return new NextValue(map, device.maps().next(map, true));
    }
}
