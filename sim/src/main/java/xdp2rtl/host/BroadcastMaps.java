package xdp2rtl.host;

import static xdp2rtl.boards.BoardRegister.BROADCAST_PORTS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.driver.CoreRegisters;
import xdp2rtl.driver.RegisterWrites;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.port.MapContents;
import xdp2rtl.verifier.Broadcasts;
import xdp2rtl.verifier.Entry;

/// The device maps through which a program can send packets to all interfaces at once (BPF_F_BROADCAST). A board does
/// not look into a map for that: its registers BROADCAST_PORTS say which ports the map leads to, and the host, the only
/// one who changes device maps, keeps them.
///
/// Linux (kernel/bpf/devmap.c, dev_map_enqueue_multi) sends a copy for each entry; a board one for each port, so no two
/// entries may name one port.
///
/// @param ports   of the board
/// @param maps    all of the program's
/// @param numbers of the device maps among them; none where there are no port registers
public record BroadcastMaps(BoardPorts ports, List<MapSpec> maps, List<Integer> numbers) {
    public BroadcastMaps {
        numbers = List.copyOf(numbers);
    }

    /// @throws InputError if boards have no register for one of them
    static BroadcastMaps of(Program program, BoardPorts ports) {
        return new BroadcastMaps(ports, program.maps(), ports.count() == 0 ? List.of() : numbers(program));
    }

    /// @throws InputError if boards have no register for one of them
    public static List<Integer> numbers(Program program) {
        List<Integer> numbers = Broadcasts.maps(program, Entry.XDP);
        numbers.stream().filter(number -> number >= BROADCAST_PORTS.count()).findFirst().ifPresent(number -> {
            throw new InputError(program.source().object(),
                    "program %s broadcasts through map %s, its map number %d".formatted(program.name(),
                            program.maps().get(number).name(), number),
                    "boards have %s for maps 0 to %d".formatted(BROADCAST_PORTS,
                            BROADCAST_PORTS.count() - 1),
                    "Define the map before others");
        });
        return numbers;
    }

    boolean contains(MapSpec map) {
        return numbers.stream().anyMatch(number -> maps.get(number).equals(map));
    }

    /// @throws InputError if the map is one of these and two of its keys lead to one port
    void check(MapSpec map, MapContents contents) {
        if (!contains(map)) { return; }
        var keys = new HashMap<Integer, Bytes>();
        for (MapContents.Entry entry : contents.entries()) {
            int ifindex = ifindex(map, entry);
            Bytes other = keys.put(ifindex, entry.key());
            if (other != null && ports.ifindex().contains(ifindex)) {
                throw new InputError("map " + map.name(),
                        "keys %s and %s name one port, with interface index %d".formatted(other, entry.key(), ifindex),
                        "the program broadcasts through the map, and a board sends one copy to a port",
                        "Give each port one key");
            }
        }
    }

    /// Tells the board what a map leads to that holds `contents`, if it is one of these. The core is empty.
    void tell(CoreRegisters core, MapSpec map, MapContents contents) {
        if (contains(map)) {
            core.device().write(BoardPorts.element(BROADCAST_PORTS, maps.indexOf(map)), bits(map, contents));
        }
    }

    /// Adds what all of them lead to; a map without contents is empty.
    void add(RegisterWrites writes, Map<String, MapContents> contents) {
        numbers.forEach(number -> writes.add(BoardPorts.element(BROADCAST_PORTS, number),
                bits(maps.get(number), contents.getOrDefault(maps.get(number).name(), MapContents.EMPTY))));
    }

    /// Bit p is set where an entry names port p.
    private int bits(MapSpec map, MapContents contents) {
        return contents.entries().stream().map(entry -> ports.ifindex().indexOf(ifindex(map, entry)))
                .filter(port -> port >= 0)
                .mapToInt(port -> 1 << port).reduce(0, (all, bit) -> all | bit);
    }

    private static int ifindex(MapSpec map, MapContents.Entry entry) {
        return MapContents.device(map, entry.values().getFirst()).orElseThrow();
    }
}
