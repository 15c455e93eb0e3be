package xdp2rtl.cli.map;

import xdp2rtl.cli.common.Answer;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LiveMaps;

/// A value that is put into a map without keys.
final class PushedValue {
    private PushedValue() {}

    /// @param rest `value DATA`
    static Answer of(HostDevice device, MapSpec map, MapWords rest) {
        Bytes value = rest.data("value", map.valueSize());
        rest.end();
        LiveMaps maps = device.maps();
        maps.push(map, value);
        return new MapChanged(map.name(), "1 value pushed", maps.held());
    }
}
