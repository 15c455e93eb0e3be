package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import xdp2rtl.cli.common.Table;

class TableTest {
    private static final Table TABLE = new Table("board", ">LUT").row("axis", 20).row("netfpga-sume", 1_000);

    @Test void columnsOfNumbersStandToTheRight() {
        assertEquals("""
            board          LUT
            axis            20
            netfpga-sume  1000
            """, TABLE.toString());
    }

    @Test void asMarkdownTheyDoToo() {
        assertEquals("""
            | board | LUT |
            |---|--:|
            | axis | 20 |
            | netfpga-sume | 1000 |
            """, TABLE.markdown());
    }
}
