package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.cli.map.MapText;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.MapType;
import xdp2rtl.mapfile.MapFileWriter;
import xdp2rtl.port.MapContents;

/// Entries of maps are printed as bpftool prints them, which is asked: it makes a map in the kernel, is told the same
/// entry, and shows it.
final class MapTextTest {
    @TempDir Path folder;

    @BeforeEach void mount() {
        run("mount -t bpf bpf " + folder);
    }

    @AfterEach void unmount() {
        run("umount " + folder);
    }

    private static String run(String command) {
        try {
            Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(
                        "%s\n%s (it needs root, and: apt-get install bpftool)".formatted(command, text));
            }
            return text;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command, e);
        }
    }

    private static Bytes random(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private void shows(MapType type, int keySize, int valueSize) {
        MapSpec map = MapSpec.of("m", type, keySize, valueSize, 1);
        Random random = new Random(keySize);
        Bytes key = map.isIndexed() ? MapContents.key(0) : random(random, keySize);
        Bytes value = random(random, valueSize);
        String pin = "pinned %s/%s_%d_%d".formatted(folder, type.text(), keySize, valueSize);
        run("bpftool map create %s type %s key %d value %d entries 1 name m"
                .formatted(pin.substring("pinned ".length()), type.text(), keySize, valueSize));
        run("bpftool map update %s key hex %s value hex %s"
                .formatted(pin, MapText.hex(key).replace("\n", " "), MapText.hex(value).replace("\n", " ")));
        int cpus = map.isPerCpu()
                ? JsonParser.parseString(run("bpftool -j map dump " + pin)).getAsJsonArray().get(0).getAsJsonObject()
                        .getAsJsonArray("values").size()
                : 1;
        List<Bytes> values = Collections.nCopies(cpus, value);
        assertEquals(run("bpftool map lookup %s key hex %s".formatted(pin, MapText.hex(key).replace("\n", " "))),
                MapText.entry(map, key, Optional.of(values)), pin);
        assertEquals(JsonParser.parseString(run("bpftool -j map dump " + pin)),
                JsonParser.parseString(
                        MapFileWriter.text(map, new MapContents(List.of(new MapContents.Entry(key, values))))),
                pin);
        assertEquals(
                JsonParser.parseString(
                        run("bpftool -j map lookup %s key hex %s".formatted(pin, MapText.hex(key).replace("\n", " ")))),
                JsonParser.parseString(MapText.json(map, key, values)), pin);
    }

    @Test void entriesOfEveryShapeAreAsBpftoolShowsThem() {
        shows(MapKind.HASH, 4, 8);
        shows(MapKind.HASH, 16, 4);
        shows(MapKind.HASH, 16, 8);
        shows(MapKind.HASH, 16, 16);
        shows(MapKind.HASH, 20, 4);
        shows(MapKind.HASH, 4, 40);
        shows(MapKind.HASH, 1, 1);
        shows(MapKind.ARRAY, 4, 4);
        shows(MapKind.ARRAY, 4, 17);
        shows(MapKind.PERCPU_ARRAY, 4, 8);
        shows(MapKind.PERCPU_HASH, 12, 24);
    }

    @Test void anEmptyEntryOfADeviceMapIsAsBpftoolShowsIt() {
        MapSpec map = MapSpec.of("m", MapKind.DEVMAP, 4, 4, 1);
        run("bpftool map create %s/m type devmap key 4 value 4 entries 1 name m".formatted(folder));
        assertEquals(run("bpftool map dump pinned %s/m".formatted(folder)),
                MapText.entry(map, MapContents.key(0), Optional.empty()) + "Found 0 elements\n");
    }
}
