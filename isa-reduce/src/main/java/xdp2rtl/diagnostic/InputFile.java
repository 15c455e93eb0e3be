package xdp2rtl.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Files that a user names to be read. `-` is standard input, as tcpdump and most tools have it; it can be named once.
public final class InputFile {
    private static final Path STANDARD_INPUT = Path.of("-");

    private static Optional<InputStream> taken = Optional.empty();

    private InputFile() {}

    /// What messages call it.
    public static String name(Path path) {
        return isStandardInput(path) ? "standard input" : path.toString();
    }

    /// Whether a path that a user gave is `-`.
    public static boolean isStandardInput(Path path) {
        return path.equals(STANDARD_INPUT);
    }

    /// @throws InputError if it is not there or cannot be read, or is standard input and was named before
    public static InputStream open(Path path) {
        if (isStandardInput(path)) { return standardInput(); }
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw new InputError(name(path), Files.exists(path) ? unreadable(e) : "there is no such file");
        }
    }

    /// All of its bytes.
    /// @throws InputError if it is not there or cannot be read, or is standard input and was named before
    public static byte[] bytes(Path path) {
        try (InputStream stream = open(path)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new InputError(name(path), unreadable(e));
        }
    }

    /// All of its bytes, so many at most.
    /// @throws InputError as [#bytes(Path)], or if there are more
    public static byte[] bytes(Path path, int most) {
        try (InputStream stream = open(path)) {
            byte[] bytes = stream.readNBytes(most + 1);
            if (bytes.length > most) { throw new InputError(name(path), "it has more than %d bytes".formatted(most)); }
            return bytes;
        } catch (IOException e) {
            throw new InputError(name(path), unreadable(e));
        }
    }

    /// Its text.
    /// @throws InputError as [#bytes(Path)], or if it is not UTF-8
    public static String text(Path path) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(path))).toString();
        } catch (CharacterCodingException e) {
            throw new InputError(name(path), "it cannot be read as text (%s)".formatted(FileTrouble.reason(e)));
        }
    }

    private static String unreadable(IOException e) {
        return "it cannot be read (%s)".formatted(FileTrouble.reason(e));
    }

    private static synchronized InputStream standardInput() {
        if (taken.filter(before -> before == System.in).isPresent()) {
            throw new InputError("standard input", "`-` is given twice", "it can be read once",
                    "Give a file for one of them");
        }
        taken = Optional.of(System.in);
        return System.in;
    }
}
