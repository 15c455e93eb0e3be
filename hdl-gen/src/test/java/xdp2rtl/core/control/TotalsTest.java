package xdp2rtl.core.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Design;
import xdp2rtl.hdl.HdlTool;
import xdp2rtl.isa.CoreConfig;

/// Sums of 64 bits beyond what their 16 fast bits and their lower half hold, read in every cycle.
@Tag("model")
class TotalsTest {
    @TempDir static Path directory;

    private static Design totals() { return Design.of(new Totals(new Shape(CoreConfig.DEFAULT))); }

    @Test void sumsAreWholeWheneverTheyAreSettled() {
        assertEquals(new HdlTool.Result(0, "agrees\n"), HdlTool.simulate(totals(), "TotalsBench.cpp", directory));
    }

    @Test void aSumThatIsReadBeforeItHasSettledIsFound() {
        var files = new HashMap<>(totals().files());
        files.computeIfPresent("totals.v", (_, text) -> {
            assertTrue(text.contains("assign settled = "), text);
            return text.replaceFirst("assign settled = ([^;]*);", "assign settled = ($1) | 1'd1;");
        });
        var result = HdlTool.simulate(files, "totals", "TotalsBench.cpp", directory);
        assertEquals(1, result.status());
        assertTrue(result.output().contains(", expected "), result.output());
    }
}
