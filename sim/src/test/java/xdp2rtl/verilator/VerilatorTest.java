package xdp2rtl.verilator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.port.EngineUnavailable;

class VerilatorTest {
    @TempDir Path directory;

    @Test void isFoundAlongThePath() {
        assertTrue(Verilator.find().version().startsWith("Verilator 5."), Verilator.find().version());
    }

    @Test void aMissingToolComesWithTheLineThatInstallsIt() {
        var unavailable = assertThrows(EngineUnavailable.class, () -> Verilator.find(List.of(directory)));
        assertEquals("there is no `verilator` here. Install it: apt-get install verilator g++ make",
                unavailable.getMessage());
    }

    @Test void anOldVersionIsRefused() throws IOException {
        for (var tool : Map.of("verilator", "Verilator 4.228 2022-10-01", "g++", "g++ 12", "make", "").entrySet()) {
            Path script =
                    Files.writeString(directory.resolve(tool.getKey()), "#!/bin/sh\necho '" + tool.getValue() + "'\n");
            assertTrue(script.toFile().setExecutable(true));
        }
        var unavailable = assertThrows(EngineUnavailable.class, () -> Verilator.find(List.of(directory)));
        assertTrue(unavailable.getMessage().contains("is version 4.228; the core needs 5.006 or newer"),
                unavailable.getMessage());
    }

    @Tag("model")
    @Test void verilogThatCannotBeBuiltIsNamedWithTheToolsOwnWords() {
        ModelBuilder builder = new ModelBuilder(Verilator.find(), new BuildCache(directory));
        var unavailable = assertThrows(EngineUnavailable.class,
                () -> builder.build(Map.of("broken.v", "module broken(input clk;\nendmodule\n"), "broken",
                        new ModelOptions(1, 1, 1, 32, 8, false, false, false)));
        assertTrue(unavailable.getMessage().startsWith("Verilator cannot build broken"), unavailable.getMessage());
        assertTrue(unavailable.getMessage().contains("syntax error"), unavailable.getMessage());
    }
}
