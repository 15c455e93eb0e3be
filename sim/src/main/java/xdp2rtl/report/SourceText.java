package xdp2rtl.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Finds the text of C files, by the names that the compiler has left in the object.
///
/// A file is taken only if every line that the object has the text of stands in it at its place: another version of it
/// would put the figures beside the wrong lines.
final class SourceText {
    /// Lines around code that are shown.
    private static final int AROUND = 4;
    private static final long LARGEST = 4 << 20;
    /// Folders above that a name may be relative to.
    private static final int ABOVE = 4;

    private final List<Path> folders;

    /// @param folders where files are looked for, besides where the compiler found them
    SourceText(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /// The lines of a file, and where they are from.
    record Found(Optional<Path> file, SortedMap<Integer, String> lines) {}

    /// @param known the lines that have code, with the text that the object has, which may be empty
    Found of(String name, Map<Integer, String> known) {
        for (Path candidate : candidates(name)) {
            Optional<List<String>> text = read(candidate);
            if (text.isPresent() && matches(text.get(), known)) {
                return new Found(Optional.of(candidate), around(text.get(), known));
            }
        }
        return new Found(Optional.empty(), new TreeMap<>(known));
    }

    private List<Path> candidates(String name) {
        Path given;
        try {
            given = Path.of(name);
        } catch (InvalidPathException _) {
            return List.of();
        }
        if (given.getFileName() == null) { return List.of(); }
        Stream<Path> relative = folders.stream().flatMap(SourceText::above).map(folder -> folder.resolve(given));
        Stream<Path> beside = folders.stream().map(folder -> folder.resolve(given.getFileName()));
        return Stream.of(Stream.of(given), relative, beside).flatMap(part -> part).map(Path::normalize).distinct()
                .toList();
    }

    /// A folder and some of those that it is in: one of them may be where the compiler was started.
    private static Stream<Path> above(Path folder) {
        return Stream.iterate(Optional.of(folder.toAbsolutePath()), Optional::isPresent,
                at -> at.flatMap(path -> Optional.ofNullable(path.getParent()))).limit(ABOVE).map(Optional::get);
    }

    private static Optional<List<String>> read(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).lines().toList()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static boolean matches(List<String> text, Map<Integer, String> known) {
        return known.values().stream().anyMatch(line -> !line.isBlank()) && known.entrySet().stream()
                .allMatch(line -> line.getKey() >= 0 && line.getKey() <= text.size() && (line.getValue().isBlank()
                        || line.getKey() > 0
                                && text.get(line.getKey() - 1).strip().equals(line.getValue().strip())));
    }

    private static SortedMap<Integer, String> around(List<String> text, Map<Integer, String> known) {
        var lines = new TreeMap<Integer, String>();
        known.keySet().forEach(line -> {
            for (int at = Math.max(1, line - AROUND); at <= Math.min(text.size(), line + AROUND); at++) {
                lines.put(at, text.get(at - 1));
            }
        });
        return lines;
    }
}
