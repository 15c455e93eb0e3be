package xdp2rtl.verilator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// Built libraries by the hash of all that they are made of. A file stands under its name only when it is whole: it is
/// built in a directory of its own and renamed. One process builds a key at a time; others wait for it and then find
/// the library.
final class BuildCache {
    /// File locks are held by processes; threads of one process need this.
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    private final Path directory;

    BuildCache(Path directory) { this.directory = directory; }

    static BuildCache ofUser() { return of(System.getenv()); }

    /// `$XDG_CACHE_HOME/xdp2rtl`, else `$HOME/.cache/xdp2rtl`, else the same in the home that the user's account names.
    static BuildCache of(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        Path base = cache.isEmpty() ? Path.of(home.isEmpty() ? System.getProperty("user.home") : home, ".cache")
                : Path.of(cache);
        return new BuildCache(base.resolve("xdp2rtl"));
    }

    /// Makes a file in an empty directory.
    interface Builder {
        /// Returns the file made, inside `directory`.
        Path build(Path directory) throws IOException;
    }

    /// The file of a key, built if there is none.
    Path file(String key, Builder builder) {
        Path file = directory.resolve(key + ".so");
        if (Files.exists(file)) { return file; }
        synchronized (LOCKS.computeIfAbsent(file, _ -> new Object())) {
            return locked(key, file, builder);
        }
    }

    private Path locked(String key, Path file, Builder builder) {
        Path building = directory.resolve(key + ".building");
        try {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(directory.resolve(key + ".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (!Files.exists(file)) {
                    delete(building);
                    Files.createDirectory(building);
                    Files.move(builder.build(building), file, StandardCopyOption.ATOMIC_MOVE);
                    delete(building);
                }
                return file;
            }
        } catch (IOException e) {
            throw new InputError(directory.toString(),
                    "built models cannot be kept here (%s)".formatted(FileTrouble.reason(e)), "",
                    "Set XDG_CACHE_HOME to a directory that can be written");
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) { return; }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(tree)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
