package xdp2rtl.driver;

import xdp2rtl.elf.MapSpec;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;

/// What a map in a core's memory holds before the first packet.
public final class InitialContents {
    private InitialContents() {}

    /// @throws xdp2rtl.diagnostic.InputError if a table of the network has no place for all of it
    public static MapContents of(Stimulus stimulus, MapSpec map) {
        return NetworkMap.of(map).map(table -> NetworkTables.of(stimulus.network()).contents(table, map))
                .orElseGet(() -> stimulus.initial(map));
    }
}
