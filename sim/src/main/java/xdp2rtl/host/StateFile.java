package xdp2rtl.host;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import xdp2rtl.device.Device;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.MapTypes;
import xdp2rtl.elf.NameTable;
import xdp2rtl.linux.MapKind;

/// The file in which a host keeps what it has loaded on a device, from one command to the next. It is of use only while
/// the device's HOST_TAG is one of the file's, so a device that was reset, or loaded from another machine, is noticed.
/// During a load, what runs and what will run are both in it, so that a host that is killed leaves a device that is
/// known.
///
/// @param path one for each device, by its name
public record StateFile(Path path) {
    private static final int FORMAT = 6;

    /// The file's form.
    private record Stored(int format, String device, List<StoredProgram> programs) {}

    private record StoredProgram(String object, String program, int base, int rows, int mapStart, int since, int tag,
            List<StoredMap> maps, List<Integer> broadcasts, StoredPlaces places,
            List<List<LoadedProgram.Origin>> origins) {
        static StoredProgram of(LoadedProgram loaded) {
            return new StoredProgram(loaded.object(), loaded.program(), loaded.base(), loaded.rows(), loaded.mapStart(),
                    loaded.since(), loaded.tag(),
                    loaded.maps().stream().map(StoredMap::of).toList(), loaded.broadcasts(),
                    StoredPlaces.of(loaded.places()), loaded.origins());
        }

        LoadedProgram loaded() {
            return new LoadedProgram(object, program, base, rows, mapStart, maps.stream().map(StoredMap::map).toList(),
                    broadcasts, places.places(), origins, since, tag);
        }

        boolean isWhole() {
            return Stream.of(object, program, maps, broadcasts, places, origins).allMatch(Objects::nonNull);
        }
    }

    /// `contents` is in hex, and only there for global data; `inner` only for maps of maps, `names` and `values` for
    /// these and maps of programs, `lock` only for maps that have one, types only where the object has them; `extra` is
    /// map_extra.
    private record StoredMap(String name, MapKind type, int keySize, int valueSize, int maxEntries, int flags,
            boolean readOnly,
            String contents, StoredMap inner, List<String> names, SortedMap<Integer, String> values, Integer lock,
            int extra, StoredType keyType, StoredType valueType) {
        static StoredMap of(MapSpec map) {
            return new StoredMap(map.name(), map.kind(), map.keySize(), map.valueSize(), map.maxEntries(), map.flags(),
                    map.readOnly(),
                    map.contents().map(Bytes::toString).orElse(null),
                    map.inner().map(StoredMap::of).orElse(null),
                    map.names().map(NameTable::names).orElse(null), map.names().map(NameTable::values).orElse(null),
                    map.lock().stream().boxed().findFirst().orElse(null), map.extra(),
                    map.types().flatMap(MapTypes::key).map(StoredType::of).orElse(null),
                    map.types().map(types -> StoredType.of(types.value())).orElse(null));
        }

        MapSpec map() {
            return new MapSpec(name, type, keySize, valueSize, maxEntries, flags, readOnly,
                    Optional.ofNullable(contents).map(hex -> Bytes.of(HexFormat.of().parseHex(hex))),
                    Optional.ofNullable(inner).map(StoredMap::map),
                    Optional.ofNullable(names).map(all -> new NameTable(all, values)),
                    Stream.ofNullable(lock).mapToInt(Integer::intValue).findFirst(), extra,
                    Optional.ofNullable(valueType).map(value -> new MapTypes(
                            Optional.ofNullable(keyType).map(StoredType::type), value.type())));
        }
    }

    /// The file of a device in the folder for what does not outlive the machine's run: `/run/xdp2rtl` for root, else
    /// `$XDG_RUNTIME_DIR/xdp2rtl`, else `xdp2rtl-USER` in the folder for temporary files.
    public static StateFile of(Device device) {
        return new StateFile(
                RuntimeFolder.path().resolve(URLEncoder.encode(device.name(), StandardCharsets.UTF_8) + ".json"));
    }

    /// @param programs what the device may have, the likelier first
    public void write(Device device, List<LoadedProgram> programs) {
        var stored = new Stored(FORMAT, device.name(), programs.stream().map(StoredProgram::of).toList());
        WholeFile.writeFolder(path.getParent(),
                Map.of(path.getFileName().toString(), WholeFile.Content.of(new Gson().toJson(stored))));
    }

    /// What is loaded, if this is what the device's tag stands for; nothing too where the file is damaged, for a load
    /// to be possible.
    /// @throws InputError if the file cannot be read
    public Optional<LoadedProgram> read(int tag) {
        if (tag == 0 || !Files.exists(path)) { return Optional.empty(); }
        try {
            Stored stored = new Gson().fromJson(Files.readString(path), Stored.class);
            if (stored == null || stored.format != FORMAT || stored.programs == null) { return Optional.empty(); }
            return stored.programs.stream().filter(it -> it != null && it.tag == tag && it.isWhole()).findFirst()
                    .map(StoredProgram::loaded);
        } catch (IOException e) {
            throw new InputError(path.toString(), "it cannot be read (%s)".formatted(FileTrouble.reason(e)));
        } catch (JsonParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new InputError(path.toString(), "it cannot be deleted (%s)".formatted(FileTrouble.reason(e)));
        }
    }
}
