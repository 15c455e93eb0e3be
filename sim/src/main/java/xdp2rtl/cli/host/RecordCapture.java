package xdp2rtl.cli.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.driver.EventRings;
import xdp2rtl.host.HostDevice;
import xdp2rtl.resolve.AbortedRecords;

/// Where records go that hold packets: captures.
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

    @Option(names = "--aborted-out", paramLabel = "OUT",
            description = "Also write the packets that the program has aborted, as they were at its end; - is standard "
                    + "output. The program must have been loaded with `host load --keep-aborted`.")
    private Optional<Path> aborted = Optional.empty();

    /// Empty before the first look.
    private Optional<List<RecordFile>> files = Optional.empty();

    boolean isStandardOutput() {
        return file.filter(WholeFile::isStandardOutput).or(() -> aborted.filter(WholeFile::isStandardOutput))
                .isPresent();
    }

    /// @throws InputError if what is asked for can never come
    void check(HostDevice device) {
        if (offset < 0) { throw new InputError("--packet-at", "%d is less than 0".formatted(offset)); }
        if (aborted.isPresent() && !keepsAborted(device)) {
            throw new InputError("--aborted-out", "nothing keeps packets that are aborted",
                    device.loaded().isPresent() ? "the program was loaded without that" : "no program is loaded",
                    "Load it with `xdp2rtl host load --keep-aborted`");
        }
    }

    /// Adds what the program has left since the last call; the first one begins the files.
    /// @throws InputError if they cannot be written
    void add(List<EventRings.Taken> taken) {
        if (files.isEmpty()) {
            files = Optional.of(begun());
        }
        files.get().forEach(one -> one.add(taken));
    }

    private List<RecordFile> begun() {
        var begun = new ArrayList<RecordFile>();
        file.ifPresent(path -> begun.add(new RecordFile(path,
                of -> map.map(of::equals).orElse(!of.equals(AbortedRecords.MAP)), offset)));
        aborted.ifPresent(path -> begun.add(new RecordFile(path, AbortedRecords.MAP::equals, 0)));
        return begun;
    }

    private static boolean keepsAborted(HostDevice device) {
        return device.loaded().isPresent() && device.program().maps().stream()
                .anyMatch(one -> one.name().equals(AbortedRecords.MAP));
    }
}
