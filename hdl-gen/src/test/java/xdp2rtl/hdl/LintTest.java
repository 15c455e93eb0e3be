package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
    @TempDir Path directory;

    @Test void verilatorFindsNothingToWarnAbout() {
        for (var component : List.of(new Counter(25), new Fifo(16, 16), new Alu(), new Lanes(),
                new Memories(), new Operators())) {
            assertEquals("", Tool.lint(Design.of(component), directory));
        }
    }
}
