package xdp2rtl.cli.map;

import picocli.CommandLine.Command;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;

/// `host map peek`.
@Command(name = "peek",
        description = {"Prints the next value of a map of type queue or stack: MAP. Exit code 1 if there is none.",
                "Of a map of type bloom_filter, tells whether a value may have been put in: MAP value DATA. Exit code 1 if "
                        + "not."})
final class MapPeekVerb extends MapVerb {
    @Override protected Answer answer(HostDevice device, MapSpec map, MapWords rest) {
        if (map.isFilter()) {
            Bytes value = rest.data("value", map.valueSize());
            rest.end();
            return new FilterAnswer(map, value, device.maps().mayContain(map, value));
        }
        rest.end();
        return new NextValue(map, device.maps().next(map, false));
    }
}
