package xdp2rtl.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LinkedPrograms;

/// One folder of `examples`: `NAME.bpf.o`, `maps/MAP.json`, `trace.pcap`, `saturated.pcap`.
///
/// @param settings what its object is loaded with
public record ExampleFolder(Path path, LoadSettings settings) {
    /// Loaded as it is.
    public ExampleFolder(Path path) { this(path, LoadSettings.NONE); }

    /// The example of a name beside the tool.
    /// @throws InputError if the launcher did not say where that is, or there is no such example
    public static ExampleFolder of(String name) {
        Path path = Path.of(System.getProperty("xdp2rtl.home", ".")).resolve("examples").resolve(name);
        if (!Files.isDirectory(path)) {
            throw new InputError(path.toString(), "there is no such example", "",
                    "Start the tool by its launcher, `xdp2rtl`");
        }
        return new ExampleFolder(path);
    }

    /// The same, loaded otherwise.
    public ExampleFolder with(LoadSettings other) { return new ExampleFolder(path, other); }

    public String name() {
        return path.getFileName().toString();
    }

    public Path object() {
        return path.resolve(name() + ".bpf.o");
    }

    /// The first program of its object, with those that it makes tail calls to.
    public Program program() {
        ElfObject object = ElfObject.read(object(), settings);
        return LinkedPrograms.of(object, object.entries().getFirst().name());
    }

    /// A trace with the example's map contents, on interface 1.
    public Stimulus stimulus(Program program, String trace) {
        Map<String, MapContents> maps = new TreeMap<>();
        for (MapSpec map : program.maps()) {
            Path file = path.resolve("maps").resolve(map.name() + ".json");
            if (Files.exists(file)) {
                maps.put(map.name(), MapFileReader.read(file, map));
            }
        }
        List<Packet> packets = CaptureReader.readAll(path.resolve(trace)).stream()
                .map(frame -> Packet.of(frame.bytes().toArray())).toList();
        return new Stimulus(program, packets, Context.DEFAULT, maps, Freedoms.DEFAULT);
    }
}
