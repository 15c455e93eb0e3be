package xdp2rtl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xdp2rtl.hdl.Design;
import xdp2rtl.hdl.HdlTool;
import xdp2rtl.isa.CoreConfig;

/// Yosys, for Xilinx 7 series, understands the core as it is meant: no latch, no loop, nothing undriven, every memory
/// in the RAM that it is for, and no more of anything than is recorded here. Half a minute of a processor for each
/// named core, as far as its memories, and a minute for the LUTs of the smallest; all of them with their LUTs and
/// delays take many minutes: `bench --area`.
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class SynthesisTest {
    /// Yosys' own maps of block RAM connect ports that are wider than the ports of the cell.
    private static final Pattern OWN =
            Pattern.compile("Warning: Resizing cell port \\S+\\.[A-Z]+ from \\d+ bits to \\d+ bits\\.");
    private static final Pattern CELL = Pattern.compile("(?m)^ +(\\w+) +(\\d+)$");
    /// LUTs of the smallest core, with Debian's Yosys 0.23 and modules kept apart.
    private static final int SMALL_LUT = 14_850;

    /// What a named core may take at most.
    enum Bound {
        DEFAULT(CoreConfig.DEFAULT, 158, 10, 278), HXDP(CoreConfig.HXDP, 70, 10, 278),
        SMALL(CoreConfig.SMALL, 34, 10, 278),
        WIDE(CoreConfig.WIDE, 262, 10, 278), QUAD(CoreConfig.QUAD, 4 * (158 + 9), 4 * 10 + 32, 1_360);

        private final CoreConfig config;
        private final double blockRams;
        private final int multipliers;
        private final int smallRams;

        Bound(CoreConfig config, double blockRams, int multipliers, int smallRams) {
            this.config = config;
            this.blockRams = blockRams;
            this.multipliers = multipliers;
            this.smallRams = smallRams;
        }
    }

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SMALL")
    void nothingIsWarnedOfAndMemoriesAreWhatTheyAreMeantToBe(Bound bound) throws IOException {
        requireMemories(bound, synthesized(bound, Stage.MEMORIES).get(Stage.MEMORIES));
    }

    @Test void theSmallestCoreFitsItsLutsToo() throws IOException {
        var cells = synthesized(Bound.SMALL, Stage.MEMORIES, Stage.LUTS);
        requireMemories(Bound.SMALL, cells.get(Stage.MEMORIES));
        int luts = cells.get(Stage.LUTS).entrySet().stream().filter(it -> it.getKey().matches("LUT[1-6]"))
                .mapToInt(Map.Entry::getValue).sum() + 4 * cells.get(Stage.LUTS).get("RAM32M");
        assertTrue(luts <= SMALL_LUT, luts + " LUTs");
    }

    private static void requireMemories(Bound bound, Map<String, Integer> cells) {
        double blockRams = cells.getOrDefault("RAMB36E1", 0) + cells.getOrDefault("RAMB18E1", 0) / 2.0;
        assertTrue(blockRams <= bound.blockRams, blockRams + " block RAMs");
        assertEquals(CoreGenerator.blockRams(bound.config), blockRams, "block RAMs as they are counted beforehand");
        assertTrue(cells.get("DSP48E1") <= bound.multipliers, cells.get("DSP48E1") + " multipliers");
        assertTrue(cells.get("RAM32M") <= bound.smallRams, cells.get("RAM32M") + " RAMs in LUTs");
        assertTrue(cells.keySet().stream().noneMatch(it -> it.contains("latch")), cells.toString());
    }

    /// How far Yosys goes, one stage after the other.
    enum Stage {
        MEMORIES("begin:map_ffram"), LUTS("map_ffram:");

        private final String steps;

        Stage(String steps) { this.steps = steps; }

        private String script(String top) {
            return "synth_xilinx -family xc7 -top %1$s -noiopad -noclkbuf -nosrl -run %2$s; check -assert; tee -o %3$s stat -top %1$s"
                    .formatted(top, steps, name());
        }
    }

    /// Cells of the whole core, by type, after each stage.
    private Map<Stage, Map<String, Integer>> synthesized(Bound bound, Stage... stages) throws IOException {
        var design = Design.of(bound.config.cores() == 1 ? new Core(bound.config) : new Cores(bound.config));
        var result = HdlTool.yosys(design, Arrays.stream(stages).map(stage -> stage.script(design.top()))
                .collect(Collectors.joining("; ")), directory);
        String said = result.output().lines().filter(line -> !OWN.matcher(line).matches() && !line.isBlank())
                .collect(Collectors.joining("\n"));
        assertEquals("", said);
        assertEquals(0, result.status());
        var cells = new EnumMap<Stage, Map<String, Integer>>(Stage.class);
        for (Stage stage : stages) cells.put(stage, cells(Files.readString(directory.resolve(stage.name()))));
        return cells;
    }

    private static Map<String, Integer> cells(String stat) {
        String whole = stat.substring(stat.lastIndexOf("Number of cells"));
        return Arrays.stream(whole.split("\n")).map(CELL::matcher).filter(Matcher::matches)
                .collect(Collectors.toMap(it -> it.group(1), it -> Integer.valueOf(it.group(2)), Integer::sum));
    }
}
