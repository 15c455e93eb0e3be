package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import xdp2rtl.isa.MapMemory;

/// Where the registers are is said in one place, and repeated right in others.
class RegisterWindowTest {
    @Test void theDocumentationAndEveryFolderSayWhereTheRegistersAre() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "boards.md"));
        for (var board : Board.ALL) {
            var window = board.shell().registerWindow();
            if (window.isEmpty()) continue;
            var readme = BoardGenerator.generate(board, StandInCore.files(board), MapMemory.BLOCK).get("README.md");
            assertTrue(readme.contains("Registers: ") && readme.contains(window.get().toString()), readme);
            assertTrue(page.contains(" | " + window.get()),
                    window + " of " + board.shell() + " is not in docs/boards.md");
        }
    }
}
