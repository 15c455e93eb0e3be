package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
    @TempDir Path directory;

    @Test void verilatorFindsNothingToWarnAbout() {
        for (var component : List.of(new Counter(25), new Fifo(16, 16), new ExampleAlu(), new ExampleLanes(),
                new Memories(), new Operators())) {
            assertEquals("", HdlTool.lint(Design.of(component), directory));
        }
    }
}
