package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a board's loader would refuse is not called supported for it.
class BoardCoresTest {
    @ParameterizedTest
    @CsvSource({"opennic-au50, 1, 0", "opennic-au50, 2, 1", "netfpga-sume, 2, 1", "axis, 2, 0"})
    void aProgramByFlowIsForOneCoreOfABoard(String board, String cores, int exitCode) {
        Cli result = Cli.run("inspect", Cli.FIREWALL, "--board", board, "--cores", cores);
        assertEquals(exitCode, result.exitCode(), result::toString);
        assertTrue(result.out().contains(exitCode == 0 ? "supported" : "needs all packets of a flow in one core"),
                result::toString);
    }
}
