package xdp2rtl.junit;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;

/// A program of an object, and what it is started with. Each `with` gives a new one.
///
/// @param object  the file
/// @param name    of the program; empty for the only one
/// @param choice  the core of the engines that have one
/// @param maps    map name to file of what it holds at the start, as `bpftool map dump -j` prints it
/// @param ifindex the interface that packets come in by
public record XdpProgram(Path object, Optional<String> name, CoreChoice choice, Map<String, Path> maps, int ifindex) {
    static XdpProgram of(Path object) {
        return new XdpProgram(object, Optional.empty(), CoreChoice.DEFAULT, Map.of(), Context.DEFAULT.ifindex());
    }

    /// Which, where the object has several: the name of its function, or its section.
    public XdpProgram named(String program) {
        return new XdpProgram(object, Optional.of(program), choice, maps, ifindex);
    }

    /// For a core by its name: default, hxdp, small, wide, quad.
    public XdpProgram onCore(String core) {
        return new XdpProgram(object, name, CoreChoice.core(core), maps, ifindex);
    }

    /// For the core of a board, such as `opennic-au250`.
    public XdpProgram onBoard(String board) {
        return new XdpProgram(object, name, CoreChoice.board(board), maps, ifindex);
    }

    /// With what a map holds at the start, as `bpftool map dump -j` prints it.
    public XdpProgram withMap(String map, String file) { return withMap(map, Path.of(file)); }

    /// The same.
    public XdpProgram withMap(String map, Path file) {
        var more = new TreeMap<>(maps);
        more.put(map, file);
        return new XdpProgram(object, name, choice, more, ifindex);
    }

    /// With packets that come in by another interface than 1.
    public XdpProgram withIfindex(int number) {
        return new XdpProgram(object, name, choice, maps, number);
    }

    /// @throws xdp2rtl.diagnostic.InputError if it cannot be loaded
    Program load() {
        return ProgramOptions.load(object, LoadSettings.NONE, name, "named(..)");
    }

    Stimulus stimulus(Program program, Packets packets) {
        var contents = new TreeMap<String, MapContents>();
        for (MapSpec map : program.maps()) {
            if (maps.containsKey(map.name())) {
                contents.put(map.name(), MapFileReader.read(maps.get(map.name()), map));
            }
        }
        maps.keySet().stream().filter(map -> !contents.containsKey(map))
                .forEach(map -> contents.put(map, MapContents.EMPTY));
        return new Stimulus(program, packets.packets(ifindex), new Context(ifindex, 0), contents, Freedoms.DEFAULT);
    }

    /// What of a command line says all this.
    String arguments() {
        return " %s%s%s%s%s".formatted(object, name.map(" --program %s"::formatted).orElse(""), choice.option(),
                maps.entrySet().stream().map(map -> " --map %s=%s".formatted(map.getKey(), map.getValue()))
                        .collect(Collectors.joining()),
                ifindex == Context.DEFAULT.ifindex() ? "" : " --ifindex " + ifindex);
    }

    @Override public String toString() {
        return object + name.map(", program %s"::formatted).orElse("");
    }
}
