package xdp2rtl.report;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.compile.Compiled;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// The trace on the core's model, each packet with the core to itself: what the engines' comparison and the figures by
/// bundle and line are of.
public final class TraceRun {
    private final Run run;
    private final BundleCounts counts;
    private final List<Long> latencies;

    private TraceRun(Run run, BundleCounts counts, List<Long> latencies) {
        this.run = run;
        this.counts = counts;
        this.latencies = List.copyOf(latencies);
    }

    public static TraceRun of(Compiled compiled, Stimulus stimulus) {
        var counts = new BundleCounts(compiled.schedule().bundles());
        var latencies = new ArrayList<Long>();
        Run run = BundleEngine.run(compiled, stimulus, cores -> {
            cores.onBundle(counts);
            cores.onFinish((report, _) -> latencies.add(Latencies.of(report)));
        });
        return new TraceRun(run, counts, latencies);
    }

    /// For the comparison with other engines.
    public Run run() {
        return run;
    }

    BundleCounts counts() {
        return counts;
    }

    List<Long> latencies() {
        return latencies;
    }

    /// Packets that the program saw.
    int packets() {
        return latencies.size();
    }
}
