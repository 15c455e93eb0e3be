package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.isa.CoreConfig;

/// The AXI4 port of several cores beside their control port: the same memories, one core's behind the other's. That of
/// one core is used while a program runs in `BoardTraceTest`.
@Tag("model")
class MapPortTest {
    @Test void burstsReachTheMapMemoryOfTheCoreThatTheyName(@TempDir Path directory) throws IOException {
        var board = Board.named("axis");
        var core = board.fitted(CoreConfig.of("two", 1, 2).withMapBytes(1 << 13).withCores(2));
        assertEquals("agrees\n", BoardBench.of(board, core, "MapBench.cpp", directory).run());
    }
}
