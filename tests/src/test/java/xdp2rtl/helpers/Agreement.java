package xdp2rtl.helpers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.Verdict;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// The same packets on several engines.
final class Agreement {
    private Agreement() {}

    /// What the first engine made of it, as all have made; they are closed.
    static Run agreed(Stimulus stimulus, Engine... engines) {
        List<Run> runs = new ArrayList<>();
        Stream.of(engines).forEach(engine -> {
            try (engine) {
                runs.add(engine.run(stimulus));
            }
        });
        Verdict verdict = Comparison.of(runs);
        assertTrue(verdict.agrees(), verdict::toString);
        return runs.getFirst();
    }
}
