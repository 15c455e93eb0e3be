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
import java.util.function.Predicate;
import xdp2rtl.capture.Frame;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.driver.EventRings;
import xdp2rtl.elf.Bytes;
import xdp2rtl.port.Emission;

/// A capture file of the records of some maps, which grows while the verb goes on.
final class RecordFile {
    private final Path file;
    private final Predicate<String> maps;
    private final int offset;
    private Optional<OutputStream> out = Optional.empty();

    /// @param maps   whose records it has
    /// @param offset where the packet begins in a record
    RecordFile(Path file, Predicate<String> maps, int offset) {
        this.file = file;
        this.maps = maps;
        this.offset = offset;
    }

    /// Adds what the program has left since the last call; the first one begins the file.
    /// @throws InputError if it cannot be written
    void add(List<EventRings.Taken> taken) {
        try {
            if (out.isEmpty()) {
                out = Optional.of(WholeFile.isStandardOutput(file) ? new FileOutputStream(FileDescriptor.out)
                        : Files.newOutputStream(file));
                out.get().write(PcapWriter.header());
            }
            for (EventRings.Taken record : taken) {
                if (record.emission() instanceof Emission.Recorded(String of, Bytes data) && maps.test(of)) {
                    add(data, record.origin());
                }
            }
        } catch (IOException e) {
            throw new InputError(file.toString(), "it cannot be written (%s)".formatted(FileTrouble.reason(e)));
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
