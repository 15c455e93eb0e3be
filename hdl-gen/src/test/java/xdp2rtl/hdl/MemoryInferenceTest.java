package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Doc("two banks of which each write is to some bytes")
    static final class Ultra extends Component {
        final In at = in(13);
        final In data = in(64);
        final In bytes = in(8);
        final In otherAt = in(13);
        final In otherEnable = in(1);
        final In otherBytes = in(8);
        final Out word = out(64);
        final Out otherWord = out(64);
        final DualMem words = ultraMem(64, 8192);

        Ultra() {
            super("ultra");
        }

        @Override protected void logic() {
            word.assign(words.port("a", at, Bits.of(1, 1), bytes, data));
            otherWord.assign(words.port("b", otherAt, otherEnable, otherBytes, data.not()));
        }
    }

    @Test void mapsUltraRamWithBothPortsAndTheBytesThatAreWritten() throws IOException {
        var design = Design.of(new Ultra());
        var result = HdlTool.yosys(design,
                "synth_xilinx -family xcup -top ultra -noiopad -flatten; tee -o cells.txt stat", directory);
        assertEquals(0, result.status(), result.output());
        String cells = Files.readString(directory.resolve("cells.txt"));
        assertTrue(Pattern.compile("(?m)^ +URAM288 +2$").matcher(cells).find(), cells);
        assertFalse(cells.contains("RAMB"), cells);
        assertEquals(2, UltraRams.of(new Ultra()));
    }

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
