package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a board's loader runs by flow is told so.
class BoardCoresTest {
    @Test void aMapLiesWhereItIsWanted() {
        Cli first = Cli.run("inspect", Cli.FIREWALL, "--cores", "4", "--place", "flows=first");
        assertEquals(0, first.exitCode(), first::toString);
        assertTrue(first.out().contains("All packets go to the first of 4 cores, the others get none\n"
                + "  --place flows=first: map flows is to lie in the first core"), first::toString);
        for (String wrong : List.of("flows=copy", "flows=sum", "none=first", "flows=far", "flows", "ports=flow")) {
            Cli refused = Cli.run("cycles", Cli.FIREWALL, "--cores", "4", "--place", wrong);
            assertEquals(2, refused.exitCode(), refused::toString);
            assertTrue(refused.err().contains("--place"), refused::toString);
        }
        assertEquals(2, Cli.run("cycles", Cli.FIREWALL, "--place", "flows=first").exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"opennic-au50", "netfpga-sume", "axis"})
    void aProgramByFlowIsForAllCoresOfABoard(String board) {
        Cli result = Cli.run("inspect", Cli.FIREWALL, "--board", board, "--cores", "2");
        assertEquals(0, result.exitCode(), result::toString);
        assertTrue(result.out().contains("near, by flow"), result::toString);
        assertFalse(result.out().contains("first"), result::toString);
    }
}
