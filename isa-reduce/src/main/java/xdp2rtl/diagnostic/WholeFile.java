package xdp2rtl.diagnostic;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes files that appear as a whole or not at all.
public final class WholeFile {
    private static final String PART = ".part";
    private static final Path STANDARD_OUTPUT = Path.of("-");

    private WholeFile() {}

    /// What puts the bytes in.
    @FunctionalInterface public interface Content {
        void writeTo(OutputStream out) throws IOException;

        static Content of(String text) {
            return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Whether a path that a user gave is `-`.
    public static boolean isStandardOutput(Path path) {
        return path.equals(STANDARD_OUTPUT);
    }

    /// The bytes go to a neighbour named `.part`, which then takes the file's place.
    /// @param path `-` for standard output
    /// @throws InputError if the file cannot be written
    public static void write(Path path, Content content) {
        if (isStandardOutput(path)) {
            toStandardOutput(content);
        } else {
            writeAll(Map.of(path, content));
        }
    }

    private static void toStandardOutput(Content content) {
        var buffer = new ByteArrayOutputStream();
        try {
            content.writeTo(buffer);
        } catch (IOException e) {
            throw new IllegalStateException("a buffer takes everything", e);
        }
        System.out.writeBytes(buffer.toByteArray());
        if (System.out.checkError()) { throw new InputError("standard output", "it cannot be written"); }
    }

    /// Writes files into a folder, which is made if it is not there: all of them, or none. Files of other names in it
    /// stay.
    /// @param contents by file name
    /// @throws InputError if the folder cannot be made or a file not be written
    public static void writeFolder(Path folder, Map<String, Content> contents) {
        List<Path> made = make(folder);
        var files = new LinkedHashMap<Path, Content>();
        contents.forEach((name, content) -> files.put(folder.resolve(checked(folder, name)), content));
        try {
            writeAll(files);
        } catch (InputError e) {
            made.reversed().forEach(WholeFile::discard);
            throw e;
        }
    }

    /// The same for files in folders below `folder`; names are ours, with `/` between folders.
    public static void writeTree(Path folder, Map<String, Content> contents) {
        var made = new ArrayList<Path>();
        var files = new LinkedHashMap<Path, Content>();
        try {
            made.addAll(make(folder));
            contents.forEach((name, content) -> {
                Path file = folder.resolve(name);
                made.addAll(make(file.getParent()));
                files.put(file, content);
            });
            writeAll(files);
        } catch (InputError e) {
            made.reversed().forEach(WholeFile::discard);
            throw e;
        }
    }

    /// A name may come from an object file, so it may be anything.
    private static String checked(Path folder, String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.chars().anyMatch(c -> c == '/' || c == 0)) {
            throw new InputError(folder.toString(), "`%s` cannot be the name of a file".formatted(name));
        }
        return name;
    }

    /// The folders that were not there before, outermost first.
    private static List<Path> make(Path folder) {
        var missing = new ArrayList<Path>();
        for (Path at = folder.toAbsolutePath(); at != null && !Files.exists(at); at = at.getParent()) {
            missing.addFirst(at);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            missing.reversed().forEach(WholeFile::discard);
            throw new InputError(folder.toString(), "the folder cannot be made (%s)".formatted(FileTrouble.reason(e)));
        }
        return missing;
    }

    private static void writeAll(Map<Path, Content> files) {
        Path at = Path.of("");
        try {
            for (var file : files.entrySet()) {
                at = file.getKey();
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(firstPlace(at)))) {
                    file.getValue().writeTo(out);
                }
            }
            for (Path file : files.keySet()) {
                at = file;
                if (!isDevice(file)) {
                    Files.move(part(file), file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            files.keySet().stream().filter(file -> file.getFileName() != null).forEach(file -> discard(part(file)));
            throw new InputError(at.toString(), "it cannot be written (%s)".formatted(FileTrouble.reason(e)));
        } catch (RuntimeException e) {
            files.keySet().forEach(file -> discard(part(file)));
            throw e;
        }
    }

    /// A device or a pipe takes the bytes itself; it must not be replaced by a file.
    private static boolean isDevice(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    private static Path firstPlace(Path file) throws IOException {
        if (file.getFileName() == null || Files.isDirectory(file)) {
            throw new DirectoryNotEmptyException(file.toString());
        }
        return isDevice(file) ? file : part(file);
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + PART);
    }

    private static void discard(Path part) {
        if (!Files.exists(part, LinkOption.NOFOLLOW_LINKS)) { return; }
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new InputError(part.toString(),
                    "it is half-written and cannot be deleted (%s)".formatted(FileTrouble.reason(e)));
        }
    }
}
