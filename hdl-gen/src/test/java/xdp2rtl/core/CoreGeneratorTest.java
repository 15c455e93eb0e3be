package xdp2rtl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.hdl.HdlTool;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Unit;

/// `verilog-out` holds what the generator makes now; `-Dgolden=update` rewrites it.
class CoreGeneratorTest {
    private static final Path VERILOG = Path.of("..", "verilog-out");

    @TempDir Path directory;

    static Stream<CoreConfig> named() {
        return CoreConfig.NAMED.stream();
    }

    /// Named ones, and what is odd: other numbers of lanes and contexts, units crowded or spread, narrow banks, the
    /// retirement port, the map port.
    static Stream<CoreConfig> every() {
        var crowded = List.<Set<Unit>>of(EnumSet.of(Unit.PACKET_LOAD, Unit.MAP, Unit.CONTEXT),
                EnumSet.of(Unit.PACKET_LOAD, Unit.PACKET_STORE, Unit.STACK, Unit.MULTIPLY),
                EnumSet.of(Unit.PACKET_LOAD, Unit.REQUEST, Unit.FOLD), Set.of());
        return Stream.concat(named(), Stream.of(
                CoreConfig.of("one context", 1, 1).withTrace(true),
                CoreConfig.of("two cores", 1, 1).withCores(2),
                CoreConfig.of("eight cores", 2, 5).withCores(8).withTrace(true),
                CoreConfig.of("three contexts", 2, 3).withTrace(true),
                CoreConfig.of("many contexts", 8, 64).withTrace(true),
                CoreConfig.of("frames of 8 KiB", 2, 3).change().beatBytes(32).frameBytes(1 << 13).build(),
                CoreConfig.of("frames of 16 KiB", 4, 16).change().frameBytes(1 << 14).trace(true).build(),
                CoreConfig.of("map port", 4, 16).withMapPort(true),
                CoreConfig.of("map port of four", 1, 2).withCores(4).withMapPort(true),
                CoreConfig.of("crowded", 4, 6).change().registersPerLane(8).units(crowded).programBundles(64)
                        .mapBytes(1024)
                        .beatBytes(32).clockMhz(100).trace(true).build()));
    }

    @ParameterizedTest
    @MethodSource("named")
    void checkedInVerilogIsWhatTheGeneratorMakes(CoreConfig config) throws IOException {
        Path folder = VERILOG.resolve(config.name());
        Map<String, String> files = new TreeMap<>(CoreGenerator.generate(config));
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(folder);
            for (String name : names(folder)) Files.delete(folder.resolve(name));
            for (var file : files.entrySet()) Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        assertEquals(files.keySet(), names(folder), "-Dgolden=update rewrites " + folder);
        for (var file : files.entrySet()) {
            assertEquals(file.getValue(), Files.readString(folder.resolve(file.getKey())),
                    file.getKey() + " of " + config.name() + "; -Dgolden=update rewrites it");
        }
    }

    @ParameterizedTest
    @MethodSource("every")
    void verilatorFindsNothingToWarnAbout(CoreConfig config) {
        assertEquals("", HdlTool.lint(CoreGenerator.design(config), directory));
    }

    @Test void equalConfigurationsGiveEqualBytes() {
        assertEquals(CoreGenerator.generate(CoreConfig.SMALL), CoreGenerator.generate(CoreConfig.SMALL));
    }

    private static Set<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) return Set.of();
        try (var list = Files.list(folder)) {
            return new TreeSet<>(list.map(path -> path.getFileName().toString()).toList());
        }
    }
}
