package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts for Vivado are Tcl, to the end: a Tcl interpreter (the one in Yosys) runs each, with commands in the
/// place of Vivado's that take anything and give nothing back.
class TclTest {
    private static final String ENDED = "the script ended\n";

    @Test void everyScriptRunsToItsEnd(@TempDir Path directory) {
        for (var board : Board.ALL) {
            var files = Tool.folder(board);
            Tool.write(files, directory.resolve(board.name()));
            var scripts = files.keySet().stream().filter(path -> path.matches(".*\\.(tcl|xdc)")).toList();
            assertTrue(!scripts.isEmpty() || board.shell() == Shell.CORUNDUM, board.name());
            for (var script : scripts)
                assertEquals(ENDED, source(directory.resolve(board.name()), script), board.name() + ": " + script);
        }
    }

    @Test void aBracketThatIsLeftOpenIsFound(@TempDir Path directory) {
        var script = Tool.folder(Board.named("axis")).get("package_ip.tcl");
        Tool.write(Map.of("whole.tcl", script, "open.tcl", script.replace("[current_fileset]", "[current_fileset")),
                directory);
        assertEquals(ENDED, source(directory, "whole.tcl"));
        assertTrue(source(directory, "open.tcl").contains("missing close-bracket"), source(directory, "open.tcl"));
    }

    private static String source(Path directory, String script) {
        Tool.write(Map.of("run.tcl", """
            proc unknown args { return {} }
            source %s
            puts -nonewline {%s}
            """.formatted(script, ENDED)), directory);
        return Tool.run(directory, List.of("yosys", "-q", "-c", "run.tcl")).output();
    }
}
