package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.bench.Bench;
import xdp2rtl.isa.CoreConfig;

/// What the choice of a board's core rests on, by the ten programs of the bench.
class BoardCoreTest {
    private static final List<Bench.Row> ORDINARY = ordinary();

    private static List<Bench.Row> ordinary() {
        System.setProperty("xdp2rtl.home", "..");
        return Bench.of(CoreConfig.DEFAULT).rows();
    }

    @Test void sevenOfTheProgramsNeedNoMoreCyclesThanTheLinkMustLeaveForFourLanes() {
        assertEquals(7,
                ORDINARY.stream().filter(row -> row.measured().cyclesPerPacket() <= Board.MEDIAN_CYCLES).count());
    }

    @Test void eightLanesTakeFewerCyclesForSomeProgramsAndForNoneMore() {
        List<Bench.Row> wide = Bench.of(Board.named("opennic-au250").core()).rows();
        int faster = 0;
        for (int i = 0; i < wide.size(); i++) {
            double before = ORDINARY.get(i).measured().cyclesPerPacket();
            double now = wide.get(i).measured().cyclesPerPacket();
            assertTrue(now <= before + 0.05, ORDINARY.get(i) + ", then " + wide.get(i));
            if (now < before - 0.5) faster++;
        }
        assertTrue(faster >= 3, faster + " programs are faster");
    }
}
