package xdp2rtl.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// Captures are often kept compressed: gzip is unpacked, other formats are named.
final class Compression {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    /// First bytes of formats that are not read here, and what unpacks them.
    private static final Map<String, byte[]> OTHERS = Map.of("unzstd", new byte[]{0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
            "unxz", new byte[]{(byte) 0xfd, '7', 'z', 'X'}, "bunzip2", new byte[]{'B', 'Z', 'h'}, "unlz4",
            new byte[]{4, 0x22, 0x4d, 0x18});

    private Compression() {}

    /// The stream itself, or what it holds unpacked.
    static InputStream unpacked(String name, InputStream stream) {
        var ahead = new PushbackInputStream(stream, GZIP.length);
        try {
            byte[] first = ahead.readNBytes(GZIP.length);
            ahead.unread(first);
            return Arrays.equals(first, GZIP) ? new GZIPInputStream(ahead) : ahead;
        } catch (EOFException | ZipException e) {
            throw new InputError(name, "it is compressed, and damaged (%s)".formatted(FileTrouble.reason(e)), "",
                    "Copy it again as a whole");
        } catch (IOException e) {
            throw new InputError(name, "it cannot be read (%s)".formatted(FileTrouble.reason(e)));
        }
    }

    /// What to do with a file that begins like this, if it is compressed.
    static Optional<String> remedy(byte[] first) {
        return OTHERS.entrySet().stream()
                .filter(other -> Arrays.equals(other.getValue(), Arrays.copyOf(first, other.getValue().length)))
                .map(other -> "It is compressed; unpack it with %s".formatted(other.getKey())).findFirst();
    }
}
