package xdp2rtl.cli;

import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import xdp2rtl.boards.Board;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.Table;
import xdp2rtl.explore.AreaFit;
import xdp2rtl.explore.Candidate;
import xdp2rtl.explore.Exploration;
import xdp2rtl.explore.Target;

/// What `explore` says.
///
/// @param all whether all cores are listed
record ExploreAnswer(Exploration found, boolean all) implements Answer {
    /// A part of a space does not know whether another part's core keeps up.
    @Override public int exitCode() {
        return found.shards().getFirst().count() > 1 || found.target().isEmpty() || found.smallest().isPresent()
                ? ExitCode.AGREED : ExitCode.MISMATCH;
    }

    @Override public String text() {
        return "%s on %s, %d MHz; %d packets of %.1f bytes on the wire; %s\n".formatted(found.program(), found.board(),
                found.clockMhz(), found.packets(), found.meanBytes(), measured())
                + found.target().map(this::conclusion).orElse("") + "\n" + table() + onFirst() + refused() + "\n"
                + fit();
    }

    private String measured() {
        return found.shards().getFirst().count() == 1 ? "%d cores measured".formatted(found.cores())
                : "part %s: %d of %d cores measured".formatted(found.shards().getFirst(), found.candidates().size(),
                        found.cores());
    }

    private String conclusion(Target target) {
        String wanted = "%s of them, %.2f Mpps".formatted(target.text(), target.mpps());
        Optional<Candidate> smallest = found.smallest();
        if (smallest.isPresent()) {
            return "the smallest that keeps up with %s: %s\n".formatted(wanted, described(smallest.get()));
        }
        return found.candidates().stream().filter(Candidate::possible)
                .max((one, other) -> Double.compare(one.mpps(), other.mpps()))
                .map(fastest -> "none keeps up with %s; the fastest has %.1f %% of it: %s\n".formatted(wanted,
                        100 * fastest.mpps() / target.mpps(), described(fastest)))
                .orElse("none is possible\n");
    }

    private String described(Candidate it) {
        return "%s: %.2f Mpps, %s LUT, %s block RAMs%s".formatted(it.size(), it.mpps(), count(it.lut()),
                blockRams(it.blockRams()), share(it));
    }

    private String share(Candidate it) {
        return Board.named(found.board()).fpgaTotals().map(totals -> " (%.1f %% and %.1f %% of the FPGA's)"
                .formatted(100.0 * it.lut() / totals.luts(), 100 * it.blockRams() / totals.blockRams())).orElse("");
    }

    private Table table() {
        var table = new Table(">cores", ">lanes", ">contexts", ">map KiB", ">cycles/packet", ">Mpps", ">of target",
                ">latency", ">LUT", ">FF", ">RAMB36", ">URAM", all ? "not beaten" : "");
        Set<Candidate> front = new HashSet<>(found.front());
        List<Candidate> shown = all ? found.candidates().stream().filter(Candidate::possible).toList() : found.front();
        for (Candidate it : shown) {
            table.row(it.cores(), it.lanes(), it.contexts(), it.mapBytes() >> 10,
                    "%.2f".formatted(it.cyclesPerPacket()),
                    "%.2f".formatted(it.mpps()), found.target()
                            .map(target -> "%.1f %%".formatted(100 * it.mpps() / target.mpps())).orElse("-"),
                    "%.0f".formatted(it.latencyCycles()), count(it.lut()), count(it.flipFlops()),
                    blockRams(it.blockRams()), it.ultraRams(), all && front.contains(it) ? "*" : "");
        }
        return table;
    }

    private String onFirst() {
        List<Candidate> several = found.candidates().stream().filter(it -> it.firstCore().isPresent()).toList();
        return several.isEmpty() ? "" : "\nall packets go to the first core of %s: %s\n".formatted(
                several.stream().map(Candidate::cores).distinct().sorted().map(String::valueOf)
                        .collect(Collectors.joining(", ")),
                several.getFirst().firstCore().orElseThrow());
    }

    private String refused() {
        List<Candidate> refused = found.candidates().stream().filter(it -> !it.possible()).toList();
        return refused.isEmpty() ? "" : "\n%d of them cannot be, such as %s: %s\n".formatted(refused.size(),
                refused.getFirst().size(), refused.getFirst().refusal().orElseThrow());
    }

    private String fit() {
        return """
            cycles and block RAMs are exact; LUTs and flip-flops are a fit to %d syntheses, that of a core misses one \
            that it does not know by %.1f %% at most, of what stands around several by %.1f %%; the logic lets expect %d MHz
            """.formatted(AreaFit.RECORDED.samples(), 100 * AreaFit.RECORDED.coreError(),
                100 * AreaFit.RECORDED.aroundError(),
                found.candidates().stream().mapToInt(Candidate::expectedMhz).min().orElse(0));
    }

    private static String count(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String blockRams(double value) {
        return value == Math.rint(value) ? "%.0f".formatted(value) : "%.1f".formatted(value);
    }

    @Override public JsonObject json() {
        return ExploreJson.of(found);
    }
}
