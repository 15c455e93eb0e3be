package xdp2rtl.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import xdp2rtl.compile.Compiled;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.CLine;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.image.Listing;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;

/// What is loaded on a device, as far as the device itself cannot say it.
///
/// @param object   the file that the program is from, its whole path
/// @param program  its name
/// @param base     its first row in the program memory
/// @param rows     how many there are
/// @param mapStart where its maps begin ([MapLayout#start])
/// @param maps     in the program's order
/// @param broadcasts numbers of the maps that it can broadcast packets through ([BroadcastMaps])
/// @param places   where the maps lie on several cores
/// @param origins  for each row, what its work is
/// @param since    number of the first packet that it gets, modulo 2^32
/// @param tag      what the device's HOST_TAG reads while this is what is loaded; not 0
public record LoadedProgram(String object, String program, int base, int rows, int mapStart, List<MapSpec> maps,
        List<Integer> broadcasts, MapPlaces places, List<List<Origin>> origins, int since, int tag) {

    /// An instruction whose work a row does.
    /// @param instruction the slot and the eBPF
    /// @param line        its C line; empty if it is not known
    public record Origin(String instruction, String line) {}

    public LoadedProgram {
        maps = List.copyOf(maps);
        broadcasts = List.copyOf(broadcasts);
        origins = origins.stream().map(List::copyOf).toList();
    }

    static LoadedProgram of(Compiled compiled, int base, List<Integer> broadcasts) {
        var origins = new ArrayList<List<Origin>>();
        for (int row = 0; row < compiled.schedule().bundles().size(); row++) {
            origins.add(Listing.instructions(compiled.program(), compiled.reduction().graph(), compiled.schedule(), row)
                    .stream()
                    .map(placed -> origin(compiled, placed)).toList());
        }
        return new LoadedProgram(absolute(compiled.program().source().object()), compiled.program().name(), base,
                origins.size(),
                compiled.layout().start(), compiled.layout().placements().stream().map(Placement::map).toList(),
                broadcasts, compiled.places(), origins, 0, tag(compiled, base));
    }

    /// For whoever asks from another folder; what is no file stays as it is.
    private static String absolute(String object) {
        Path file = Path.of(object);
        return Files.exists(file) ? file.toAbsolutePath().normalize().toString() : object;
    }

    LoadedProgram from(int packet) {
        return new LoadedProgram(object, program, base, rows, mapStart, maps, broadcasts, places, origins, packet, tag);
    }

    private static Origin origin(Compiled compiled, Placed placed) {
        return new Origin(placed.toString().strip(),
                compiled.program().line(placed.slot()).map(CLine::toString).orElse(""));
    }

    /// A number for what is written into the device and how its maps lie there.
    private static int tag(Compiled compiled, int base) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (List<java.math.BigInteger> row : compiled.image().rows()) {
                row.forEach(slot -> digest.update((slot.toString(16) + "\n").getBytes(StandardCharsets.US_ASCII)));
            }
            String rest =
                    "%s %d %s %s".formatted(compiled.program().name(), base, compiled.layout(), compiled.places());
            int tag = ByteBuffer.wrap(digest.digest(rest.getBytes(StandardCharsets.UTF_8))).getInt();
            return tag == 0 || tag == -1 ? 1 : tag;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Where its maps lie in the memory of the core that it was compiled for.
    public MapLayout layout(CoreConfig config) {
        return MapLayout.of(maps, config, mapStart);
    }

    /// Bytes of map memory that a map takes.
    public long bytes(MapSpec map, CoreConfig config) {
        MapLayout alone = MapLayout.of(List.of(map), config, 0);
        return alone.totalBytes();
    }

    /// @throws InputError if it has no such map
    public MapSpec map(String name) {
        return find(name).orElseThrow(() -> new InputError("map " + name,
                "program %s has no map of this name".formatted(program), "",
                maps.isEmpty() ? "It has no maps"
                        : "Its maps are " + maps.stream().map(MapSpec::name).collect(Collectors.joining(", "))));
    }

    Optional<MapSpec> find(String name) {
        return maps.stream().filter(map -> map.name().equals(name)).findFirst();
    }

    /// What the row of an address does; nothing for an address behind the program.
    public List<Origin> origin(int address) {
        return address < origins.size() ? origins.get(address) : Collections.emptyList();
    }
}
