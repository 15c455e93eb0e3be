package xdp2rtl.host;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.DeviceMemory;
import xdp2rtl.driver.InputHold;
import xdp2rtl.driver.NetworkTables;
import xdp2rtl.driver.WordImage;
import xdp2rtl.fib.Link;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.Placement;

/// Gives a loaded program another network to look into. What differs is found out while packets run, for they do not
/// change the tables; it is written while none is in the core, so each packet sees the one network or the other.
public final class NetworkSync {
    private NetworkSync() {}

    /// @param words  of map memory, of all cores, that were another's
    /// @param cycles for which the input was held
    public record Report(long words, long cycles) {}

    /// @param network what helpers look into beside the device's own ports
    /// @throws InputError if the loaded program asks for no network, or has no room for this one
    public static Report sync(HostDevice device, NetworkState network) {
        LoadedProgram loaded = device.program();
        MapLayout layout = loaded.layout(device.config());
        List<Placement.Array> places = layout.placements().stream()
                .filter(placement -> NetworkMap.of(placement.map()).isPresent()).map(Placement.Array.class::cast)
                .toList();
        if (places.isEmpty()) {
            throw new InputError(device.name(), "program %s looks into no network".formatted(loaded.program()),
                    "it calls neither bpf_fib_lookup nor bpf_check_mtu", "");
        }
        List<DeviceMemory> memories = device.core().memories(DeviceMemory.LARGE_BLOCK);
        List<WordImage> wanted = images(device, loaded, layout, places, network, memories.size());
        var changes = new ArrayList<Change>();
        for (int core = 0; core < memories.size(); core++) {
            for (Placement.Array place : places) {
                int end = place.address() + place.stride() * place.map().maxEntries();
                for (int at = place.address(); at < end; at += Long.BYTES) {
                    if (memories.get(core).read(at) != wanted.get(core).read(at)) {
                        changes.add(new Change(core, at));
                    }
                }
            }
        }
        if (changes.isEmpty()) { return new Report(0, 0); }
        boolean runs = device.core().runs();
        InputHold hold = InputHold.of(device.core());
        try (hold) {
            hold.staysStopped();
            for (Change change : changes) {
                memories.get(change.core()).write(change.address(), wanted.get(change.core()).read(change.address()));
            }
            hold.goesOn();
        }
        return new Report(changes.size(), runs ? hold.cycles() : 0);
    }

    private record Change(int core, int address) {}

    private static List<WordImage> images(HostDevice device, LoadedProgram loaded, MapLayout layout,
            List<Placement.Array> places, NetworkState network, int cores) {
        NetworkTables tables = NetworkTables.of(
                network.withPorts(device.ports().ifindex()).withInterfaces(List.of(Link.LOOPBACK)));
        List<WordImage> images = new ArrayList<>();
        for (int core = 0; core < cores; core++) {
            images.add(new WordImage(layout.start(), (int) layout.totalBytes()));
        }
        var maps = new CoresMaps(layout, loaded.places(), images);
        places.forEach(place -> maps.fill(place,
                tables.contents(NetworkMap.of(place.map()).orElseThrow(), place.map())));
        return images;
    }
}
