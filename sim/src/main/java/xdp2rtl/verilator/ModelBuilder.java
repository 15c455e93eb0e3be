package xdp2rtl.verilator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xdp2rtl.engine.EngineUnavailable;

/// Makes libraries of generated Verilog, once for each content.
public final class ModelBuilder {
    private static final String HARNESS = "harness.cpp";
    private static final int LOG_LINES = 25;

    private final Verilator verilator;
    private final BuildCache cache;

    ModelBuilder(Verilator verilator, BuildCache cache) {
        this.verilator = verilator;
        this.cache = cache;
    }

    /// With the tools of this machine and the cache of this user.
    ///
    /// @throws EngineUnavailable if a tool is missing
    public static ModelBuilder ofUser() {
        return new ModelBuilder(Verilator.find(), BuildCache.ofUser());
    }

    /// The library of a design, from the cache or newly built.
    ///
    /// @param files file name to Verilog text
    /// @param top   name of the top module
    /// @throws EngineUnavailable if it cannot be built; the message has the end of the tool's own
    public ModelLibrary build(Map<String, String> files, String top, ModelOptions options) {
        Map<String, byte[]> sources = new TreeMap<>();
        files.forEach((name, text) -> sources.put(name, text.getBytes(StandardCharsets.UTF_8)));
        sources.put(HARNESS, harness());
        Path file = cache.file(key(sources, top, options), directory -> build(directory, sources, top, options));
        return ModelLibrary.load(file, options);
    }

    private Path build(Path directory, Map<String, byte[]> sources, String top, ModelOptions options) throws IOException {
        for (var source : sources.entrySet()) {
            Files.write(directory.resolve(source.getKey()), source.getValue());
        }
        List<String> line = verilator.command(options, top, new ArrayList<>(sources.keySet()), "libcore.so");
        Command.Result result = Command.run(line, directory);
        if (result.status() != 0) {
            List<String> log = result.output().lines().toList();
            boolean library = options.waves() && result.output().contains("-lz");
            throw new EngineUnavailable("Verilator cannot build %s (status %d)%s:\n%s".formatted(top, result.status(),
                    library ? "; waves need zlib: apt-get install zlib1g-dev" : "",
                    String.join("\n", log.subList(Math.max(0, log.size() - LOG_LINES), log.size()))));
        }
        return directory.resolve("obj/libcore.so");
    }

    private String key(Map<String, byte[]> sources, String top, ModelOptions options) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(verilator.identity(options, top));
            sources.forEach((name, bytes) -> {
                hash.update((name + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                hash.update(bytes);
            });
            return top + "-" + HexFormat.of().formatHex(hash.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] harness() {
        try (InputStream stream = ModelBuilder.class.getResourceAsStream(HARNESS)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
