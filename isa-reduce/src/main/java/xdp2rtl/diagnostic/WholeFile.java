package xdp2rtl.diagnostic;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes a file that appears as a whole or not at all.
public final class WholeFile {
    private WholeFile() {}

    /// What puts the bytes in.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// The bytes go to a neighbour named `.part`, which then takes the file's place.
    /// @throws InputError if the file cannot be written
    public static void write(Path path, Content content) {
        Path part = path.resolveSibling(path.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.writeTo(out);
            }
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(part);
            throw new InputError(path.toString(), "it cannot be written (%s)".formatted(reason(e)));
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new InputError(part.toString(), "it is half-written and cannot be deleted (%s)".formatted(reason(e)));
        }
    }

    /// The file system's own exceptions hold only a path in their message; their class says what happened.
    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
