package xdp2rtl.cli.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import xdp2rtl.capture.Frame;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.driver.EventRings;
import xdp2rtl.elf.Bytes;
import xdp2rtl.port.Emission;

/// Where records go that hold packets: a capture file, which grows while the verb goes on.
final class RecordCapture {
    @Option(names = "--pcap-out", paramLabel = "OUT",
            description = "Also write records as packets; - is standard output, and what is printed goes to standard error. "
                    + "Times are the card's, from its reset on, and 0 in records of a ringbuf, which do not say.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--packet-at", paramLabel = "N", defaultValue = "0",
            description = "There the packet begins in a record, behind what the program puts in front of it "
                    + "(default: ${DEFAULT-VALUE}); shorter records are no packets.")
    private int offset;

    @Option(names = "--map", paramLabel = "MAP", description = "Of this map only.")
    private Optional<String> map = Optional.empty();

    private Optional<OutputStream> out = Optional.empty();

    boolean isStandardOutput() { return file.filter(WholeFile::isStandardOutput).isPresent(); }

    /// Adds what the program has left since the last call; the first one begins the file.
    /// @throws InputError if it cannot be written
    void add(List<EventRings.Taken> taken) {
        if (offset < 0) { throw new InputError("--packet-at", "%d is less than 0".formatted(offset)); }
        if (file.isEmpty()) { return; }
        try {
            if (out.isEmpty()) {
                out = Optional.of(isStandardOutput() ? new FileOutputStream(FileDescriptor.out)
                        : Files.newOutputStream(file.get()));
                out.get().write(PcapWriter.header());
            }
            for (EventRings.Taken record : taken) {
                if (record.emission() instanceof Emission.Recorded(String of, Bytes data)
                        && map.map(of::equals).orElse(true)) {
                    add(data, record.origin());
                }
            }
        } catch (IOException e) {
            throw new InputError(file.get().toString(),
                    "it cannot be written (%s)".formatted(FileTrouble.reason(e)));
        }
    }

    private void add(Bytes data, Optional<EventRings.Origin> origin) throws IOException {
        int end = origin.map(EventRings.Origin::bytes).orElse(data.length());
        if (end > offset) {
            out.orElseThrow().write(PcapWriter.record(new Frame(origin.map(EventRings.Origin::nanoseconds).orElse(0L),
                    Bytes.of(Arrays.copyOfRange(data.toArray(), offset, end)))));
        }
    }
}
