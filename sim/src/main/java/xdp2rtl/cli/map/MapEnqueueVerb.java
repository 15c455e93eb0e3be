package xdp2rtl.cli.map;

import picocli.CommandLine.Command;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;

/// `host map enqueue`.
@Command(name = "enqueue",
        description = "Puts a value into a map of type queue, stack or bloom_filter: MAP value DATA.")
final class MapEnqueueVerb extends MapVerb {
    @Override protected Answer answer(HostDevice device, MapSpec map, MapWords rest) {
        return PushedValue.of(device, map, rest);
    }
}
