package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Yosys maps each kind of memory to the RAM that it is meant for, without logic around it.
class MemoryInferenceTest {
    private static final Pattern CELL = Pattern.compile("(?m)^ +(RAM\\w+|FD\\w+) +(\\d+)$");

    @TempDir Path directory;

    @Test void mapsEveryKindToItsRam() throws IOException {
        var result = HdlTool.yosys(Design.of(new Memories()),
                "synth_xilinx -family xc7 -top memories -noiopad -flatten; tee -o cells.txt stat",
                directory);
        assertEquals(0, result.status(), result.output());
        Map<String, Integer> cells = new TreeMap<>();
        CELL.matcher(Files.readString(directory.resolve("cells.txt"))).results()
                .forEach(cell -> cells.put(cell.group(1), Integer.valueOf(cell.group(2))));
        // 32x32 of 6 bits per RAM32M, by lanes 4 x 2; the flip-flops are the delay behind the block RAM
        assertEquals(Map.of("RAM32M", 14, "RAMB36E1", 1, "RAMB18E1", 1, "FDRE", 32), cells);
    }
}
