package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;

/// Which core a board gets, and which it cannot have.
class CoreFitTest {
    @ParameterizedTest
    @CsvSource({
            "netfpga-sume,      3.4,  8,  512", "netfpga-plus-u200, 0.84, 8, 1024", "netfpga-plus-u250, 0.84, 8, 1024",
            "netfpga-plus-u280, 0.84, 8,  512", "opennic-au50,      1.7,  8,  512", "opennic-au55c,     0.84, 8,  512",
            "opennic-au45n,     0.84, 8,  256", "corundum-au50,     1.7,  8,  512",
            "corundum-sume,     16.8, 4,  512"})
    void linkAndFpgaSayWhichCoreABoardGets(String name, double cycles, int lanes, int mapKib) {
        var board = Board.named(name);
        assertEquals(cycles, board.cyclesPerPacket(), cycles / 50);
        assertEquals(lanes, board.core().lanes());
        assertEquals(mapKib << 10, board.core().mapBytes());
    }

    @Test void withoutAShellItIsTheDefaultCore() {
        var core = Board.named("axis").core();
        assertEquals(CoreConfig.DEFAULT, core.withMapPort(false));
    }

    @Test void theCoreOfABoardLeavesThreeQuartersOfItsBlockRam() {
        for (var board : Board.ALL) {
            double taken = CoreGenerator.blockRams(board.core());
            assertTrue(board.fpgaTotals().map(Part.Totals::blockRams).orElse(Integer.MAX_VALUE) >= 4 * taken,
                    board.name() + ": " + taken);
        }
    }

    @Test void severalCoresShareTheMapMemory() {
        var board = Board.named("netfpga-sume");
        assertEquals(128 << 10, board.core(4).mapBytes());
        assertEquals(4, board.core(4).cores());
    }

    @Test void aCoreThatTakesMoreThanTheFpgaHasIsRefused() {
        var error = refusal("netfpga-sume", CoreConfig.of("wide", 8, 4).withCores(8));
        assertEquals(
                "--board netfpga-sume: a core of 8 cores, each 8 lanes, 4 contexts with 256 KiB each of map memory does not fit; it takes 1,848 "
                        + "block RAMs, the FPGA has 1,470. Use less map memory, smaller frames, or fewer cores, lanes "
                        + "or contexts",
                error.getMessage());
        refusal("opennic-au50", CoreConfig.DEFAULT.withMapBytes(1 << 23));
    }

    @Test void theSameCoreFitsALargerFpga() {
        CoreFit.check(Board.named("netfpga-plus-u250"), CoreConfig.of("wide", 8, 4).withCores(8));
    }

    @Test void whereTheFpgaIsNotKnownNothingIsTooLarge() {
        for (var name : new String[]{"axis", "opennic-au45n"}) {
            var board = Board.named(name);
            assertEquals(Optional.empty(), board.fpgaTotals());
            CoreFit.check(board, CoreConfig.DEFAULT.withMapBytes(1 << 24));
            assertEquals("4,190 block RAMs", CoreFit.text(board, CoreConfig.DEFAULT.withMapBytes(1 << 24)));
        }
    }

    @Test void aFolderSaysWhatItsCoreTakes() {
        var readme = BoardGenerator.generate(Board.named("corundum-sume"), Board.named("corundum-sume").core())
                .get("README.md");
        assertTrue(
                readme.contains(
                        "4 lanes, 16 contexts, 1,024 bundles, 512 KiB of map memory: 222 of 1,470 block RAMs (15 %)"),
                readme);
    }

    private static InputError refusal(String board, CoreConfig core) {
        return assertThrows(InputError.class, () -> BoardGenerator.generate(Board.named(board), core));
    }
}
