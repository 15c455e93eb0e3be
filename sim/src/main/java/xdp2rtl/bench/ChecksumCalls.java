package xdp2rtl.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.isa.CoreConfig;

/// hXDP's micro-benchmark of a helper (figure 15): so many calls of `bpf_csum_diff` on one packet, each on top of the
/// last one's sum. Ours is the example `csum_diff`.
///
/// @param calls         in a row
/// @param publishedMpps millions of packets a second of hXDP's core, read from the figure
/// @param measured      ours
public record ChecksumCalls(int calls, double publishedMpps, Measured measured) {

    /// Whether we are at least as fast.
    public boolean holds() { return measured.mpps() >= publishedMpps; }

    /// Each number of calls that the paper has, on a core.
    public static List<ChecksumCalls> of(CoreConfig config) {
        return Stream.of(of(config, 1, 22.4), of(config, 10, 9.81), of(config, 20, 6.05), of(config, 30, 4.33),
                of(config, 40, 3.38)).toList();
    }

    private static ChecksumCalls of(CoreConfig config, int calls, double published) {
        ExampleFolder example = ExampleFolder.of("csum_diff")
                .with(LoadSettings.NONE.withVariables(Map.of("calls", Integer.toString(calls))));
        return new ChecksumCalls(calls, published, Measured.of(example, config));
    }
}
