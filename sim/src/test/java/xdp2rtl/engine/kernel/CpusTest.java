package xdp2rtl.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CpusTest {

    @Test void countsTheCpusOfAList() {
        assertEquals(1, Cpus.count("0", Integer.MAX_VALUE));
        assertEquals(7, Cpus.count("0-3,8,10-11", Integer.MAX_VALUE));
    }

    @Test void countsTheCpusBelowOne() {
        assertEquals(0, Cpus.count("0-3,8", 0));
        assertEquals(4, Cpus.count("0-3,8", 8));
        assertEquals(2, Cpus.count("0-3,8", 2));
    }
}
