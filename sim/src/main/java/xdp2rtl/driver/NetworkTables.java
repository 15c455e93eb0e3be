package xdp2rtl.driver;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.fib.IpFamily;
import xdp2rtl.fib.Link;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.maps.LinkEntry;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.NexthopEntry;
import xdp2rtl.port.MapContents;

/// A network as the tables of [NetworkMap].
public final class NetworkTables {
    private static final BigInteger LOW = BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private final NetworkState network;
    private final List<Interval> ipv4;
    private final List<Interval> ipv6;
    private final List<Interval> ipv6Main;
    /// Their places in the table.
    private final Map<Nexthop, Integer> nexthops = new LinkedHashMap<>();

    private NetworkTables(NetworkState network) {
        this.network = network;
        this.ipv4 = Interval.ipv4(network);
        this.ipv6 = Interval.ipv6(network);
        this.ipv6Main = Interval.ipv6Main(network);
        Stream.concat(Stream.of(Nexthop.NONE), Stream.of(ipv4, ipv6, ipv6Main).flatMap(List::stream)
                .map(Interval::nexthop)).forEach(this::add);
    }

    private void add(Nexthop nexthop) {
        if (!nexthops.containsKey(nexthop)) {
            nexthops.put(nexthop, nexthops.size());
            nexthop.other().ifPresent(this::add);
        }
    }

    public static NetworkTables of(NetworkState network) { return new NetworkTables(network); }

    /// What a table holds.
    /// @throws InputError if the map has too few entries for it
    public MapContents contents(NetworkMap table, MapSpec map) {
        return switch (table) {
            case LINKS -> contents(map, links(), entry(LinkEntry.UNUSED, 0));
            case NEXTHOPS -> contents(map, nexthops.keySet().stream().map(nexthop -> nexthop.bytes(this::place))
                    .toList(), Nexthop.NONE.bytes(this::place));
            case IPV4 -> contents(map, IpFamily.IPV4, ipv4);
            case IPV6 -> contents(map, IpFamily.IPV6, ipv6);
            case IPV6_MAIN -> contents(map, IpFamily.IPV6, ipv6Main);
        };
    }

    private List<Bytes> links() {
        return network.links().stream().sorted(Comparator.comparingInt(Link::ifindex)).map(link -> entry(LinkEntry.word(
                link.ifindex(), link.forwards(IpFamily.IPV4), link.forwards(IpFamily.IPV6)), link.mtu())).toList();
    }

    private MapContents contents(MapSpec map, IpFamily family, List<Interval> intervals) {
        BigInteger last = BigInteger.ONE.shiftLeft(family.bits()).subtract(BigInteger.ONE);
        return contents(map, intervals.stream().map(interval -> entry(family, interval.start(), interval.nexthop()))
                .toList(),
                entry(family, last, intervals.getLast().nexthop()));
    }

    /// An [xdp2rtl.maps.IntervalEntry].
    private Bytes entry(IpFamily family, BigInteger start, Nexthop nexthop) {
        long place = place(nexthop);
        return switch (family) {
            case IPV4 -> entry(start.longValueExact() << Integer.SIZE | place);
            case IPV6 -> entry(start.shiftRight(Long.SIZE).longValue(), start.and(LOW).longValue(), place, 0);
        };
    }

    /// At which byte of the table a nexthop's entry begins.
    private int place(Nexthop nexthop) { return nexthops.get(nexthop) * NexthopEntry.BYTES; }

    private static Bytes entry(long... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long word : words) {
            bytes.putLong(word);
        }
        return Bytes.of(bytes.array());
    }

    /// The entries in their order, and behind them what stands where none is used.
    private static MapContents contents(MapSpec map, List<Bytes> used, Bytes unused) {
        if (used.size() > map.maxEntries()) {
            throw new InputError("--fib", "the network takes %d entries of table %s".formatted(used.size(), map.name()),
                    "the table was compiled with %d".formatted(map.maxEntries()),
                    "Give --fib when the program is compiled, or larger tables");
        }
        var entries = new ArrayList<MapContents.Entry>();
        for (int i = 0; i < map.maxEntries(); i++) {
            entries.add(MapContents.Entry.of(MapContents.key(i), i < used.size() ? used.get(i) : unused));
        }
        return new MapContents(entries);
    }
}
