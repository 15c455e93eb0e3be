package xdp2rtl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.schedule.Guide;

/// The ten programs of hXDP's evaluation: ours on a core of ours, beside the paper's on theirs.
public final class Bench {
    private Bench() {}

    /// One program of the comparison.
    public record Row(Published published, Measured measured) {
        /// Whether we are at least as good in static size and in cycles.
        public boolean holds() {
            return measured.bundles() <= published.rows() && measured.cyclesPerPacket() <= published.cycles();
        }
    }

    /// A program that a configuration does not run, and why.
    public record Refused(Published published, InputError why) {}

    /// @param rows    the programs that the configuration runs
    /// @param refused the others: with several cores, those that write to maps that all CPUs share
    public record Result(List<Row> rows, List<Refused> refused) {
        /// The geometric mean of expected bundles over their bound.
        public double overBound() {
            return Math.exp(rows.stream().map(row -> row.measured().schedule())
                    .mapToDouble(schedule -> Math.log(schedule.expected() / schedule.expectedBound())).average()
                    .orElse(0));
        }

        /// The share of expected bundles that no schedule is under, the mean of the programs.
        public double proved() {
            return rows.stream().mapToDouble(row -> row.measured().schedule().proved()).average().orElse(1);
        }
    }

    /// All ten on a core.
    public static Result of(CoreConfig config) { return of(config, Guide.DEFAULT); }

    /// With a guide of the scheduler.
    public static Result of(CoreConfig config, Guide guide) {
        List<Row> rows = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (Published published : Published.ALL) {
            ExampleFolder example = ExampleFolder.of(published.example());
            try {
                Compiler.forExactly(config).check(example.program());
                rows.add(new Row(published, Measured.of(example, config, guide)));
            } catch (InputError refusal) {
                refused.add(new Refused(published, refusal));
            }
        }
        return new Result(rows, refused);
    }

    /// Millions of packets a second by the number of cores, of the programs that several can run, as a Markdown table
    /// for the README.
    public static String byCores(CoreConfig config) {
        List<Integer> counts = List.of(1, 2, 4, 8);
        StringBuilder text = new StringBuilder("| Mpps at %d MHz | %s |\n|---|%s\n".formatted(config.clockMhz(),
                counts.stream().map(count -> count == 1 ? "1 core" : count + " cores")
                        .collect(Collectors.joining(" | ")),
                "--:|".repeat(counts.size())));
        for (Row several : of(config.withCores(2)).rows()) {
            text.append("| %s |".formatted(several.published().example()));
            for (int count : counts) {
                Measured measured =
                        Measured.of(ExampleFolder.of(several.published().example()), config.withCores(count));
                text.append(String.format(Locale.ROOT, " %.1f |", measured.mpps()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// The comparison as a Markdown table, which is what the README holds.
    public static String markdown(CoreConfig config, List<Row> rows) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| program | slots | operations | bundles | hXDP rows | cycles per packet | hXDP | Mpps at %d MHz | hXDP at 156 MHz |\n"
                        .formatted(config.clockMhz()));
        text.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (Row row : rows) {
            Measured ours = row.measured();
            Published theirs = row.published();
            text.append(String.format(Locale.ROOT, "| %s | %d | %d | %d | %d | %.1f | %d | %.1f | %.1f |\n",
                    theirs.example(), ours.slots(),
                    ours.operations(), ours.bundles(), theirs.rows(), ours.cyclesPerPacket(), theirs.cycles(),
                    ours.mpps(), theirs.mpps()));
        }
        return text.toString();
    }
}
