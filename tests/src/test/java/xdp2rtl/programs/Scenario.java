package xdp2rtl.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.capture.Flow;
import xdp2rtl.capture.TraceGenerator;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapKind;
import xdp2rtl.elf.Program;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.port.Context;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// A real program with a trace and map contents, for every test that runs programs on engines.
public record Scenario(String name, Stimulus stimulus) {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Path DEBIAN = Path.of("/usr/lib/x86_64-linux-gnu/bpf");
    private static final int PACKETS = 2000;
    private static final List<Flow> FLOWS = List.of(
            Flow.of(Flow.UDP, "198.51.100.7", 4000, "192.0.2.1", 53),
            Flow.of(Flow.TCP, "198.51.100.8", 4001, "192.0.2.2", 80),
            Flow.of(Flow.UDP, "2001:db8:1::7", 4002, "2001:db8::1", 53),
            Flow.of(Flow.TCP, "2001:db8:1::8", 4003, "2001:db8::2", 443));

    @Override public String toString() {
        return name;
    }

    /// The folders of `examples/`, each with its mixed traces.
    public static List<Scenario> examples() {
        var scenarios = new ArrayList<Scenario>();
        for (Path folder : list(EXAMPLES, Files::isDirectory)) {
            for (Path trace : list(folder, path -> path.getFileName().toString().matches("trace.*[.]pcap"))) {
                scenarios.add(example(folder, trace));
            }
        }
        return scenarios;
    }

    private static Scenario example(Path folder, Path trace) {
        String name = folder.getFileName().toString();
        Program program = only(folder.resolve(name + ".bpf.o"));
        Map<String, MapContents> maps = new HashMap<>();
        for (MapSpec map : program.maps()) {
            Path file = folder.resolve("maps").resolve(map.name() + ".json");
            if (Files.exists(file)) {
                maps.put(map.name(), MapFileReader.read(file, map));
            }
        }
        List<Packet> packets = CaptureReader.readAll(trace).stream()
                .map(frame -> new Packet(frame.bytes(), Optional.empty())).toList();
        String traceName = trace.getFileName().toString();
        int ifindex = Integer.parseInt("0" + traceName.replaceAll("[^0-9]", ""));
        Context context = ifindex == 0 ? Context.DEFAULT : new Context(ifindex, 0);
        return new Scenario(name + ": " + traceName,
                Stimulus.of(program, packets).withMaps(maps).withContext(context));
    }

    /// The ten filters of xdp-tools, each with empty, with filled and with full maps.
    public static List<Scenario> filters() {
        var scenarios = new ArrayList<Scenario>();
        List<Packet> packets = TraceGenerator.mixed(1, FLOWS, PACKETS).stream().map(Packet::of).toList();
        for (Path object : debian("xdpfilt_")) {
            Program program = only(object);
            Map<String, MapContents> filled = new HashMap<>();
            Map<String, MapContents> full = new HashMap<>();
            for (MapSpec map : program.maps()) {
                filterEntries(map).ifPresent(contents -> {
                    filled.put(map.name(), contents);
                    full.put(map.name(), full(map, contents));
                });
            }
            String name = object.getFileName().toString();
            scenarios.add(new Scenario(name + ": empty maps", Stimulus.of(program, packets)));
            scenarios.add(new Scenario(name + ": filled maps", Stimulus.of(program, packets).withMaps(filled)));
            scenarios.add(new Scenario(name + ": full maps", Stimulus.of(program, packets).withMaps(full)));
        }
        return scenarios;
    }

    /// The objects of a Debian package whose names begin with `prefix`.
    public static List<Path> debian(String prefix) {
        List<Path> objects = Files.isDirectory(DEBIAN)
                ? list(DEBIAN, path -> path.getFileName().toString().startsWith(prefix)) : List.of();
        if (objects.isEmpty()) {
            throw new AssertionError("no %s*.o in %s; apt-get install xdp-tools".formatted(prefix, DEBIAN));
        }
        return objects;
    }

    /// Every second key of the flows, filtered by all that a filter can look at (xdp-filter's flag bits 0 to 3).
    private static Optional<MapContents> filterEntries(MapSpec map) {
        return switch (map.name()) {
            case "filter_ports" -> Optional.of(entries(map,
                    Stream.of(53, 80, 4001).map(port -> new byte[]{(byte) (port >> 8), (byte) (int) port, 0, 0})));
            case "filter_ipv4" -> Optional.of(entries(map, addresses("198.51.100.7", "192.0.2.2")));
            case "filter_ipv6" -> Optional.of(entries(map, addresses("2001:db8:1::7", "2001:db8::2")));
            case "filter_ethernet" -> Optional.of(entries(map, Stream.of(new byte[]{2, 0, 0, 0, 0, 1})));
            default -> Optional.empty();
        };
    }

    /// As many entries as the map can hold, those that are given among them. The others' keys count in the last bytes.
    private static MapContents full(MapSpec map, MapContents given) {
        var entries = new LinkedHashMap<Bytes, MapContents.Entry>();
        given.entries().forEach(entry -> entries.put(entry.key(), entry));
        for (int number = 0; entries.size() < map.maxEntries(); number++) {
            var key = new byte[map.keySize()];
            int low = map.type() == MapKind.PERCPU_ARRAY ? 0 : key.length - Integer.BYTES;
            ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).putInt(low, number);
            var value = new byte[map.valueSize()];
            value[0] = (byte) (number & 0xf);
            entries.computeIfAbsent(Bytes.of(key), free -> new MapContents.Entry(free, List.of(Bytes.of(value))));
        }
        return new MapContents(List.copyOf(entries.values()));
    }

    private static Stream<byte[]> addresses(String... literals) {
        return Stream.of(literals).map(literal -> InetAddress.ofLiteral(literal).getAddress());
    }

    private static MapContents entries(MapSpec map, Stream<byte[]> keys) {
        var value = new byte[map.valueSize()];
        value[0] = 0xf;
        return new MapContents(keys.map(key -> new MapContents.Entry(Bytes.of(key),
                List.of(Bytes.of(value), Bytes.of(value)))).toList());
    }

    private static Program only(Path path) {
        ElfObject object = ElfObject.read(path);
        return object.program(object.entries().getFirst().name());
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
