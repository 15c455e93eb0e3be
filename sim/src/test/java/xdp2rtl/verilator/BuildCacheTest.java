package xdp2rtl.verilator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.diagnostic.InputError;

class BuildCacheTest {
    @TempDir Path directory;

    @Test void buildsAKeyOnce() {
        AtomicInteger builds = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            new BuildCache(directory).file("key", place -> made(place, builds));
        }
        assertEquals(1, builds.get());
    }

    @Test void buildsOnceWhenManyAskAtTheSameTime() throws Exception {
        AtomicInteger builds = new AtomicInteger();
        List<Future<Path>> asked = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                asked.add(threads.submit(() -> new BuildCache(directory).file("key", place -> made(place, builds))));
            }
        }
        for (Future<Path> file : asked) {
            assertEquals("library", Files.readString(file.get()));
        }
        assertEquals(1, builds.get());
    }

    @Test void aBuildThatWasCutOffIsNotUsed() throws IOException {
        Files.createDirectories(directory.resolve("key.building/obj"));
        Files.writeString(directory.resolve("key.building/obj/part"), "half");
        Path file = new BuildCache(directory).file("key", place -> {
            assertFalse(Files.exists(place.resolve("obj")), "the remains of the last build");
            return made(place, new AtomicInteger());
        });
        assertEquals("library", Files.readString(file));
        assertFalse(Files.exists(directory.resolve("key.building")));
    }

    @Test void aBuildThatFailsLeavesNothingToUse() {
        BuildCache cache = new BuildCache(directory);
        assertThrows(IllegalStateException.class, () -> cache.file("key", _ -> {
            throw new IllegalStateException("no compiler");
        }));
        AtomicInteger builds = new AtomicInteger();
        cache.file("key", place -> made(place, builds));
        assertEquals(1, builds.get());
    }

    @Test void isInTheHomeThatTheEnvironmentNames() throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        for (var named : List.of(Map.of("HOME", home.toString()),
                Map.of("HOME", "/nowhere", "XDG_CACHE_HOME", home + "/.cache"))) {
            Path built = BuildCache.of(named).file("key", place -> Files.createFile(place.resolve("made")));
            assertEquals(home.resolve(".cache/xdp2rtl/key.so"), built);
        }
    }

    @Test void saysWhatToDoWhereItCannotWrite() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        InputError error =
                assertThrows(InputError.class, () -> new BuildCache(file.resolve("cache")).file("key", place -> place));
        assertTrue(error.getMessage().contains("Set XDG_CACHE_HOME"), error.getMessage());
    }

    private static Path made(Path place, AtomicInteger builds) throws IOException {
        builds.incrementAndGet();
        return Files.writeString(place.resolve("lib.so"), "library");
    }
}
