package xdp2rtl.verilator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xdp2rtl.diagnostic.Stage;
import xdp2rtl.port.EngineUnavailable;

/// Makes libraries of generated Verilog, once for each content.
public final class ModelBuilder {
    private static final String HARNESS = "harness.cpp";
    private static final String WAVES = "waves.h";
    private static final String SHOWN = "map_memory.vlt";
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
        Map<String, String> sources = new TreeMap<>(files);
        sources.put(HARNESS, resource(HARNESS));
        sources.put(SHOWN, resource(SHOWN));
        return ModelLibrary.load(library(sources, top, options.flags()), options);
    }

    /// The file of a library of Verilog and of the C++ that drives it, which may include `waves.h`.
    ///
    /// @param files file name to text; those named `.h` are there to be included
    /// @param flags of Verilator, besides those that every library has
    public Path library(Map<String, String> files, String top, List<String> flags) {
        var sources = new TreeMap<>(files);
        sources.put(WAVES, resource(WAVES));
        return cache.file(key(sources, top, flags), directory -> build(directory, sources, top, flags));
    }

    private Path build(Path directory, Map<String, String> sources, String top, List<String> flags) throws IOException {
        for (var source : sources.entrySet()) {
            Files.writeString(directory.resolve(source.getKey()), source.getValue());
        }
        List<String> compiled = sources.keySet().stream().filter(name -> !name.endsWith(".h")).toList();
        Command.Result result;
        try (var _ = Stage.enter("building the Verilog of %s, once".formatted(top))) {
            result = Command.run(verilator.command(flags, top, compiled, "libcore.so"), directory);
        }
        if (result.status() != 0) {
            List<String> log = result.output().lines().toList();
            boolean library = flags.contains(ModelOptions.WAVES) && result.output().contains("-lz");
            throw new EngineUnavailable("Verilator cannot build %s (status %d)%s:\n%s".formatted(top, result.status(),
                    library ? "; waves need zlib: apt-get install zlib1g-dev" : "",
                    String.join("\n", log.subList(Math.max(0, log.size() - LOG_LINES), log.size()))));
        }
        return directory.resolve("obj/libcore.so");
    }

    private String key(Map<String, String> sources, String top, List<String> flags) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(verilator.identity(flags, top));
            sources.forEach((name, text) -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                hash.update((name + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                hash.update(bytes);
            });
            return top + "-" + HexFormat.of().formatHex(hash.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The header by which a model writes its signals.
    public static String wavesHeader() { return resource(WAVES); }

    private static String resource(String name) {
        try (InputStream stream = ModelBuilder.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
