package xdp2rtl.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.capture.TraceGenerator;

/// The traces and map contents under `examples/` are what the generator makes now. `-Dgolden=update` rewrites
/// them.
class ExampleFilesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final int PACKETS = 2000;
    private static final int SATURATED_PACKETS = 64;
    private static final int SATURATED_BYTES = 64;

    static List<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void areWhatTheGeneratorMakes(Example example) throws IOException {
        for (Map.Entry<String, byte[]> file : files(example).entrySet()) {
            Path path = EXAMPLES.resolve(example.name()).resolve(file.getKey());
            if ("update".equals(System.getProperty("golden"))) {
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            assertTrue(Files.exists(path), () -> path + " is missing; -Dgolden=update writes it");
            assertArrayEquals(file.getValue(), Files.readAllBytes(path),
                    () -> path + "; -Dgolden=update rewrites it");
        }
    }

    @Test void eachFolderHasAnExample() throws IOException {
        try (Stream<Path> entries = Files.list(EXAMPLES)) {
            Set<String> folders = entries.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toSet());
            assertEquals(folders, examples().stream().map(Example::name).collect(Collectors.toSet()));
        }
    }

    private static Map<String, byte[]> files(Example example) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int ifindex : example.interfaces()) {
            String name = ifindex == 1 ? "trace.pcap" : "trace.ifindex" + ifindex + ".pcap";
            files.put(name, pcap(TraceGenerator.mixed(ifindex, example.flows(), PACKETS)));
        }
        files.put("saturated.pcap",
                pcap(TraceGenerator.saturated(example.saturating(), SATURATED_BYTES, SATURATED_PACKETS)));
        example.maps().forEach((map, contents) -> files.put("maps/" + map + ".json", contents.json()));
        return files;
    }

    /// A classic pcap file, little endian, microseconds; packets one microsecond apart.
    private static byte[] pcap(List<byte[]> packets) {
        int size = 24 + packets.stream().mapToInt(packet -> 16 + packet.length).sum();
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        out.putInt(0).putInt(0).putInt(65535).putInt(1);
        for (int i = 0; i < packets.size(); i++) {
            byte[] packet = packets.get(i);
            out.putInt(0).putInt(i).putInt(packet.length).putInt(packet.length).put(packet);
        }
        return out.array();
    }
}
