package xdp2rtl.cli;

import java.util.LinkedHashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Run;

/// The outcomes of a run, counted.
/// @param packets by outcome, in the order in which each came first
/// @param cycles  of the packets whose cycles the engine counts
record OutcomeCounts(Map<String, Integer> packets, LongSummaryStatistics cycles) {

    static OutcomeCounts of(Run run) {
        var packets = new LinkedHashMap<String, Integer>();
        var cycles = new LongSummaryStatistics();
        for (Outcome outcome : run.outcomes()) {
            packets.merge(status(outcome), 1, Integer::sum);
            outcome.cycles().ifPresent(cycles::accept);
        }
        return new OutcomeCounts(packets, cycles);
    }

    boolean hasCycles() {
        return cycles.getCount() > 0;
    }

    static String status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ran ran -> XdpAction.text(ran.action());
            case Outcome.NotRun _ -> "not run";
            case Outcome.Fault _ -> "stopped";
        };
    }
}
