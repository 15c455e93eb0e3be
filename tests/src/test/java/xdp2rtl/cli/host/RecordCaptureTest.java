package xdp2rtl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import xdp2rtl.capture.Capture;
import xdp2rtl.capture.Frame;
import xdp2rtl.driver.EventRings;
import xdp2rtl.elf.Bytes;
import xdp2rtl.port.Emission;

/// Records that hold packets, as a capture that grows.
class RecordCaptureTest {
    @TempDir private Path folder;

    private static EventRings.Taken record(String map, long time, int header, int packet) {
        byte[] data = new byte[header + packet];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) i;
        }
        return new EventRings.Taken(Optional.of(new EventRings.Origin(time, 3, data.length)),
                Emission.Recorded.of(map, data));
    }

    private static Bytes bytes(int from, int to) {
        byte[] data = new byte[to - from];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (from + i);
        }
        return Bytes.of(data);
    }

    @Test void packetsBeginBehindTheHeaderAndEndBeforeTheFilling() {
        Path file = folder.resolve("out.pcap");
        var capture = new RecordCapture();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("capture",
                CommandLine.Model.CommandSpec.forAnnotatedObject(capture))).parseArgs("--pcap-out", file.toString(),
                        "--packet-at", "6", "--map", "samples");
        capture.add(List.of(record("samples", 1_000_000_007, 6, 61), record("others", 1, 6, 60),
                new EventRings.Taken(Optional.empty(), new Emission.Printed("a text"))));
        capture.add(List.of(record("samples", 2_000_000_000, 6, 0), record("samples", 3_000_000_000L, 6, 14),
                new EventRings.Taken(Optional.empty(), new Emission.Recorded("samples", bytes(0, 20)))));
        assertEquals(List.of(new Frame(1_000_000_007, bytes(6, 67)), new Frame(3_000_000_000L, bytes(6, 20)),
                new Frame(0, bytes(6, 20))), Capture.read(file).frames());
    }
}
