package xdp2rtl.maps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.MapKind;

/// The tables of interfaces and routes that helpers look into. They are maps that belong to the tool and not to the
/// program, which cannot name them: array maps behind its own, written by the host.
///
/// All but NEXTHOPS are sorted and searched in halves, so their lengths are powers of two, and their unused entries
/// stand behind the others with the greatest key.
public enum NetworkMap {
    /// Interfaces by index: [LinkEntry].
    LINKS("fib.links", LinkEntry.BYTES),
    /// What becomes of packets: [NexthopEntry].
    NEXTHOPS("fib.nexthops", NexthopEntry.BYTES),
    /// Destinations of IPv4: [IntervalEntry].
    IPV4("fib.ipv4", IntervalEntry.IPV4_BYTES),
    /// Destinations of IPv6.
    IPV6("fib.ipv6", IntervalEntry.IPV6_BYTES),
    /// Destinations of IPv6 in table main alone.
    IPV6_MAIN("fib.ipv6.main", IntervalEntry.IPV6_BYTES);

    private final String label;
    private final int bytes;

    NetworkMap(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /// The map's name; no map of an object has such a one.
    public String label() { return label; }

    /// Bytes of an entry.
    public int bytes() { return bytes; }

    /// The map for tables of such a size.
    public MapSpec spec(NetworkSize size) {
        return MapSpec.of(label, MapKind.ARRAY, Integer.BYTES, bytes, entries(size));
    }

    private int entries(NetworkSize size) {
        return switch (this) {
            case LINKS -> powerOfTwo(size.links());
            // One for each, of both protocols, and one for what no route leads to.
            case NEXTHOPS -> 2 * size.routes() + 1;
            // A route cuts what is around it in two.
            case IPV4, IPV6, IPV6_MAIN -> powerOfTwo(2 * size.routes() + 1);
        };
    }

    /// The least power of two that is not below a number, and at least 2.
    private static int powerOfTwo(int number) {
        return Math.max(2, Integer.highestOneBit(number - 1) << 1);
    }

    /// The program's maps, and those that belong to the tool.
    public static List<MapSpec> with(Program program, NetworkSize size) {
        var maps = new ArrayList<>(program.maps());
        if (OrderWord.isUsedBy(program)) {
            maps.add(OrderWord.spec());
        }
        usedBy(program).forEach(table -> maps.add(table.spec(size)));
        return maps;
    }

    /// The tables that a program's helpers look into, in their order in memory.
    public static List<NetworkMap> usedBy(Program program) {
        return Stream.of(values())
                .filter(table -> table.helpers().stream().anyMatch(helper -> calls(program, helper))).toList();
    }

    private List<Helper> helpers() {
        return switch (this) {
            case LINKS -> List.of(Helper.CHECK_MTU, Helper.FIB_LOOKUP);
            case NEXTHOPS, IPV4, IPV6, IPV6_MAIN -> List.of(Helper.FIB_LOOKUP);
        };
    }

    private static boolean calls(Program program, Helper helper) {
        return program.instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                        && number == helper.number());
    }

    /// The table that a map is; empty for a map of a program.
    public static Optional<NetworkMap> of(MapSpec map) {
        return Stream.of(values()).filter(table -> table.label.equals(map.name())).findFirst();
    }
}
