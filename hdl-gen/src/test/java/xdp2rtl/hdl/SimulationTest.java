package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("model")
class SimulationTest {
    /// Shared, so that the library of Verilator is compiled once.
    @TempDir static Path directory;

    @Test void theCounterCounts() {
        agrees(new Counter(25), "CounterBench.cpp");
    }

    @Test void theFifoIsAQueue() {
        agrees(new Fifo(16, 16), "FifoBench.cpp");
    }

    @Test void memoriesOfAllKindsAreArrays() {
        agrees(new Memories(), "MemoriesBench.cpp");
    }

    @Test void operatorsComputeWhatTheySay() {
        agrees(new Operators(), "OperatorsBench.cpp");
    }

    @Test void aPlantedFaultInTheCounterIsFound() {
        mutated(new Counter(25), "CounterBench.cpp", "count == 5'd25", "count == 5'd24");
    }

    @Test void aPlantedFaultInTheFifoIsFound() {
        mutated(new Fifo(16, 16), "FifoBench.cpp", "head <= head + 4'd1", "head <= head + 4'd2");
    }

    @Test void aPlantedFaultInAMemoryIsFound() {
        mutated(new Memories(), "MemoriesBench.cpp", "if (lanes[2]) words[", "if (lanes[1]) words[");
    }

    @Test void aPlantedFaultInAnOperatorIsFound() {
        mutated(new Operators(), "OperatorsBench.cpp", "$unsigned($signed(a + b) >>> 2)", "((a + b) >> 2)");
    }

    @Test void aBrokenAssertionStopsTheSimulation() {
        var result = mutated(new Fifo(16, 16), "FifoBench.cpp", "level <= 5'd16", "level <= 5'd15");
        assertTrue(result.output().contains("Assertion failed in TOP.fifo_16x16"), result.output());
    }

    private void agrees(Component component, String bench) {
        var result = HdlTool.simulate(Design.of(component), bench, directory);
        assertEquals(new HdlTool.Result(0, "agrees\n"), result);
    }

    private HdlTool.Result mutated(Component component, String bench, String from, String to) {
        var design = Design.of(component);
        var files = new HashMap<>(design.files());
        files.computeIfPresent(design.top() + ".v", (_, text) -> {
            assertTrue(text.contains(from), text);
            return text.replace(from, to);
        });
        var result = HdlTool.simulate(files, design.top(), bench, directory);
        assertNotEquals(0, result.status(), "the fault was not found");
        return result;
    }
}
