package xdp2rtl.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.boards.Board;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.isa.CoreConfig;

class AreaFitTest {
    private static final Board BOARD = Board.named("opennic-au50");

    @Test void theFitIsNearTheSynthesesThatItKnows() {
        for (Sample sample : Sample.all("cores.csv")) {
            var core = CoreConfig.of("sample", sample.traits().get(0), sample.traits().get(1)).change()
                    .beatBytes(sample.traits().get(2)).build();
            double missed = Math.abs(AreaFit.RECORDED.of(core, BOARD).lut() - sample.lut()) / (double) sample.lut();
            assertTrue(missed <= AreaFit.RECORDED.coreError(), sample + ": " + missed);
        }
    }

    /// The default core is one of the samples, by the recipe of the README.
    @Test void theDefaultCoreIsWithinAFewPercent() {
        assertEquals(21_831, AreaFit.RECORDED.of(CoreConfig.DEFAULT, BOARD).lut(), 21_831 * 0.05);
    }

    @Test void errorsOfTheFitAreThoseOfACoreThatItDoesNotKnow() {
        List<Sample> line = List.of(new Sample(List.of(1), 100, 1, 0, 1), new Sample(List.of(2), 200, 1, 0, 1),
                new Sample(List.of(3), 300, 1, 0, 1), new Sample(List.of(4), 500, 1, 0, 1));
        var fit = LinearFit.of(line, it -> new double[]{it.getFirst()}, Sample::lut);
        // Without 500 the line is 100 n, which misses it by 100; without 100 it is 150 n - 116.7, which misses it by 66.7.
        assertEquals(0.667, fit.error(), 0.001);
        assertEquals(0, LinearFit.of(line.subList(0, 3), it -> new double[]{it.getFirst()}, Sample::lut).error(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 3", "8, 16"})
    void blockRamsAreCounted(int lanes, int cores) {
        var core = CoreConfig.of("any", lanes, 16).withCores(cores);
        assertEquals(CoreGenerator.blockRams(core), AreaFit.RECORDED.of(core, BOARD).blockRams());
    }

    @Test void moreOfAnythingTakesMore() {
        int last = 0;
        for (int lanes : new int[]{1, 2, 4, 8}) {
            int lut = AreaFit.RECORDED.of(CoreConfig.of("any", lanes, 16), BOARD).lut();
            assertTrue(lut > last, lanes + " lanes");
            last = lut;
        }
        assertTrue(AreaFit.RECORDED.of(CoreConfig.DEFAULT.withCores(2), BOARD).lut() > 2 * AreaFit.RECORDED
                .of(CoreConfig.DEFAULT, BOARD).lut());
    }
}
