package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a board's loader runs by flow is told so.
class BoardCoresTest {
    @ParameterizedTest
    @ValueSource(strings = {"opennic-au50", "netfpga-sume", "axis"})
    void aProgramByFlowIsForAllCoresOfABoard(String board) {
        Cli result = Cli.run("inspect", Cli.FIREWALL, "--board", board, "--cores", "2");
        assertEquals(0, result.exitCode(), result::toString);
        assertTrue(result.out().contains("near, by flow"), result::toString);
        assertFalse(result.out().contains("first"), result::toString);
    }
}
