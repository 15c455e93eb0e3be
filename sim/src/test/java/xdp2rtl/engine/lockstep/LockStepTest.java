package xdp2rtl.engine.lockstep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.Collectors;
import java.util.function.Function;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.engine.rtl.RtlCore;
import xdp2rtl.engine.rtl.RtlModels;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapMemory;
import xdp2rtl.verilator.ModelLibrary;
import xdp2rtl.verilator.VerilatedCore;

/// The core's model and its Verilog, bundle by bundle, on random programs. `-Dxdp2rtl.seeds=a-b` runs other seeds.
@Tag("model")
@Execution(ExecutionMode.CONCURRENT)
class LockStepTest {
    private static final long[] SEEDS = seeds();

    private static final Map<String, CoreConfig> CONFIGS = Stream.of(
            CoreConfig.of("1x1", 1, 1).change().registersPerLane(8).programBundles(256).mapBytes(1 << 13)
                    .beatBytes(32).trace(true).build(),
            CoreConfig.of("2x5", 2, 5).change().registersPerLane(16).programBundles(128).mapBytes(1 << 13)
                    .trace(true).build(),
            CoreConfig.HXDP.withTrace(true),
            CoreConfig.of("2 of 2x5", 2, 5).change().cores(2).registersPerLane(16).programBundles(128)
                    .mapBytes(1 << 13).trace(true).build(),
            CoreConfig.of("3 of 2x5", 2, 5).change().cores(3).registersPerLane(16).programBundles(128)
                    .mapBytes(1 << 13).trace(true).build(),
            CoreConfig.of("4 of 1x3", 1, 3).change().cores(4).registersPerLane(8).programBundles(256)
                    .mapBytes(1 << 13).beatBytes(32).trace(true).build(),
            CoreConfig.of("4x4 of 16 KiB", 4, 4).change().frameBytes(1 << 14).trace(true).build(),
            CoreConfig.of("2 of 2x2 of 8 KiB", 2, 2).change().cores(2).mapBytes(1 << 13)
                    .beatBytes(32).frameBytes(1 << 13).trace(true).build(),
            CoreConfig.of("4x16", 4, 16).withTrace(true),
            CoreConfig.of("2x5 ultra", 2, 5).change().registersPerLane(16).programBundles(128)
                    .mapBytes(1 << 13).mapMemory(MapMemory.ULTRA).trace(true).build(),
            CoreConfig.of("2 of 1x12 ultra", 1, 12).change().cores(2).programBundles(256)
                    .mapBytes(3 << 20).mapMemory(MapMemory.ULTRA).beatBytes(32).trace(true).build(),
            CoreConfig.of("8x12", 8, 12).change().mapBytes(1 << 14).beatBytes(32).trace(true).build())
            .collect(Collectors.toMap(CoreConfig::name, Function.identity()));

    @ParameterizedTest
    @ValueSource(strings = {"1x1", "2x5", "2 of 2x5", "3 of 2x5", "4 of 1x3", "4x16", "8x12", "hxdp"})
    void onePacketAtATime(String name) {
        agrees(name, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x1", "2x5", "2 of 2x5", "3 of 2x5", "4 of 1x3", "4x16", "8x12", "hxdp"})
    void manyPacketsAtATime(String name) {
        agrees(name, false);
    }

    @ParameterizedTest
    @CsvSource({"4x4 of 16 KiB, false", "4x4 of 16 KiB, true", "2 of 2x2 of 8 KiB, false", "2 of 2x2 of 8 KiB, true"})
    void packetsInFragments(String name, boolean sequential) {
        agrees(name, sequential);
    }

    /// One operator of the generated Verilog is swapped; lock step must find it and name the bundle that showed it.
    @Test void aPlantedFaultIsFoundInTheBundleThatShowsIt() {
        CoreConfig config = CONFIGS.get("2x5");
        Map<String, String> files = new TreeMap<>(CoreGenerator.generate(config));
        files.replaceAll((name, text) -> name.startsWith("alu") ? planted(text) : text);
        ModelLibrary library = RtlModels.of(config, files, false);
        Divergence found = IntStream.range(0, 20).boxed()
                .flatMap(seed -> difference(library, config, RandomRun.of(config, seed, true), "seed " + seed).stream())
                .findFirst().orElseThrow();
        assertTrue(found.toString().startsWith("cycle "), found.toString());
        assertTrue(
                found.what().equals("a bundle") && found.bundle().contains("lane ") && found.bundle().contains("xor"),
                found.toString());
        assertTrue(found.packet() >= 0 && !found.model().equals(found.hardware()), found.toString());
    }

    private static String planted(String alu) {
        assertTrue(alu.contains(" ^ "), alu);
        return alu.replaceFirst(" \\^ ", " | ");
    }

    static void agrees(String name, boolean sequential) {
        CoreConfig config = CONFIGS.get(name);
        ModelLibrary library = RtlModels.of(config, false);
        for (long seed = SEEDS[0]; seed < SEEDS[1]; seed++) {
            RandomRun run = RandomRun.of(config, seed, sequential);
            String reproduce =
                    "mvn -pl sim -am test -Dtest='*LockStepTest' -Dxdp2rtl.seeds=%d-%d (%s, %s)".formatted(seed,
                            seed + 1, name,
                            sequential ? "sequential" : "pipelined");
            if (difference(library, config, run, reproduce).isPresent()) {
                RandomRun least =
                        Shrinker.shrink(run, smaller -> difference(library, config, smaller, reproduce).isPresent());
                throw new AssertionError(difference(library, config, least, reproduce).get() + "\n" + least.text());
            }
        }
    }

    private static Optional<Divergence> difference(ModelLibrary library, CoreConfig config, RandomRun run,
            String reproduce) {
        try (VerilatedCore core = library.open(Optional.empty())) {
            LockStep step = new LockStep(new RtlCore(core, config), config, run.setup(), run.stores(config.cores()),
                    BundleText.of(run.setup().program()), reproduce);
            return step.run(run.packets());
        }
    }

    private static long[] seeds() {
        String[] bounds = System.getProperty("xdp2rtl.seeds", "0-10").split("-");
        return new long[]{Long.parseLong(bounds[0]), Long.parseLong(bounds[1])};
    }
}
