package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a board's loader would refuse is not called supported for it.
class BoardCoresTest {
    @ParameterizedTest
    @CsvSource({"opennic-au50, 1, false", "opennic-au50, 2, true", "netfpga-sume, 2, true", "axis, 2, false"})
    void aProgramByFlowIsForOneCoreOfABoard(String board, String cores, boolean first) {
        Cli result = Cli.run("inspect", Cli.FIREWALL, "--board", board, "--cores", cores);
        assertEquals(0, result.exitCode(), result::toString);
        assertEquals(first, result.out().contains("needs all packets of a flow in one core"), result::toString);
    }
}
