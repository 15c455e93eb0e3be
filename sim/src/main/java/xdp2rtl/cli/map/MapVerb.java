package xdp2rtl.cli.map;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.DeviceVerb;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;

/// A command of `host map` that is about one map.
abstract class MapVerb extends DeviceVerb {
    @Parameters(paramLabel = "WORD", arity = "1..*", description = "As the first line says.")
    private List<String> words = new ArrayList<>();

    @Override protected final Answer answer(HostDevice device, Progress progress) {
        var given = new MapWords(words);
        MapSpec map = given.map(device);
        return answer(device, map, given);
    }

    /// @param rest the words after the map
    protected abstract Answer answer(HostDevice device, MapSpec map, MapWords rest);
}
