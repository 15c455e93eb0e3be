package xdp2rtl.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.InputFile;

/// Reads the Ethernet frames of a pcap or pcapng file one after the other. Whatever is wrong with the file is an
/// [InputError] that names the file, the packet (counted from 0) and the offset.
public final class CaptureReader implements AutoCloseable {
    private final InputStream stream;
    private final CaptureFormat format;

    private CaptureReader(String name, InputStream given) {
        stream = Compression.unpacked(name, given);
        var bytes = new CaptureBytes(name, stream);
        ByteBuffer first = bytes.take(4, "the file header");
        Optional<ByteOrder> order = PcapFormat.order(first);
        if (order.isPresent()) {
            bytes.order(order.get());
            format = PcapFormat.open(bytes, first.order(order.get()).getInt(0));
        } else if (first.getInt(0) == PcapngFormat.SECTION) {
            format = PcapngFormat.open(bytes);
        } else {
            throw new InputError(name, "neither a pcap nor a pcapng file", "", Compression.remedy(first.array())
                    .orElse("Give a trace as `tcpdump -w` writes it"));
        }
    }

    /// @param name what the bytes are, for messages
    public static CaptureReader of(String name, InputStream stream) {
        return new CaptureReader(name, stream);
    }

    /// Opens a pcap or pcapng file, which may be compressed with gzip; `-` is standard input.
    /// @throws xdp2rtl.diagnostic.InputError if it cannot be read or is neither
    public static CaptureReader open(Path path) {
        InputStream stream = new BufferedInputStream(InputFile.open(path), 1 << 16);
        try {
            return new CaptureReader(InputFile.name(path), stream);
        } catch (InputError e) {
            close(stream);
            throw e;
        }
    }

    /// All frames of a file.
    public static List<Frame> readAll(Path path) {
        return Capture.read(path).frames();
    }

    /// The packets so far that no program would have been given.
    List<LeftOut> leftOut() {
        return format.leftOut();
    }

    /// The next frame; empty at the end of the file.
    public Optional<Frame> next() {
        return format.next();
    }

    @Override public void close() {
        close(stream);
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new InputError("capture", "it cannot be closed (%s)".formatted(FileTrouble.reason(e)));
        }
    }
}
