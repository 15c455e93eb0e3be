package xdp2rtl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xdp2rtl.isa.CoreConfig;

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

    public static List<Row> rows(CoreConfig config) {
        List<Row> rows = new ArrayList<>();
        for (Published published : Published.ALL) {
            rows.add(new Row(published, Measured.of(ExampleFolder.of(published.example()), config)));
        }
        return rows;
    }

    /// The comparison as a Markdown table, which is what the README holds.
    public static String markdown(CoreConfig config, List<Row> rows) {
        StringBuilder text = new StringBuilder();
        text.append("| program | slots | operations | bundles | hXDP rows | cycles per packet | hXDP | Mpps at %d MHz | hXDP at 156 MHz |\n"
                        .formatted(config.clockMhz()));
        text.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (Row row : rows) {
            Measured ours = row.measured();
            Published theirs = row.published();
            text.append(String.format(Locale.ROOT, "| %s | %d | %d | %d | %d | %.1f | %d | %.1f | %.1f |\n", theirs.example(), ours.slots(),
                                      ours.operations(), ours.bundles(), theirs.rows(), ours.cyclesPerPacket(), theirs.cycles(),
                                      ours.mpps(), theirs.mpps()));
        }
        return text.toString();
    }
}
