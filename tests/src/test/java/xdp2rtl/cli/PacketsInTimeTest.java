package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.capture.Capture;
import xdp2rtl.capture.Frame;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.elf.Bytes;

/// Packets that come at the times of their capture, and packets that run at once.
class PacketsInTimeTest {
    private static final String LIMITER = """
            __u64 next;
            SEC("xdp") int limiter(struct xdp_md *ctx) {
                __u64 now = bpf_ktime_get_ns();
                if (now < next)
                    return XDP_DROP;
                next = now + 1000000;
                return XDP_PASS;
            }
            """;
    private static final String COUNTER = """
            struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, __u32); __type(value, __u64); }
                shared SEC(".maps");
            struct { __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); __uint(max_entries, 1); __type(key, __u32);
                __type(value, __u64); } own SEC(".maps");
            SEC("xdp") int counter(struct xdp_md *ctx) {
                __u32 key = 0;
                __u64 *all = bpf_map_lookup_elem(&shared, &key), *mine = bpf_map_lookup_elem(&own, &key);
                if (all && mine) {
                    *all = *all * 3 + 1;
                    *mine += 1;
                }
                return XDP_PASS;
            }
            """;

    @TempDir private Path folder;

    /// 40 packets, a quarter of a millisecond apart; one of them is said to have come before all others.
    private String trace() {
        Path file = folder.resolve("trace.pcap");
        PcapWriter.write(file, IntStream.range(0, 40)
                .mapToObj(i -> new Frame(i == 30 ? 1 : 1_700_000_000_000_000_000L + i * 250_000L,
                        Bytes.of(new byte[60])))
                .toList());
        return file.toString();
    }

    private String object(String name, String source) {
        return Clang.object(folder, name, source).toString();
    }

    @Test void aRateLimiterLetsThroughWhatItsRateAllows() {
        String limiter = object("limiter", LIMITER);
        for (String engine : List.of("interpreter", "bundle")) {
            for (String options : List.of("--time capture", "--time frozen", "--ifindex 1")) {
                Path passed = folder.resolve("passed.pcap");
                String[] option = options.split(" ");
                assertEquals(ExitCode.AGREED, Cli.run("run", limiter, "--pcap", trace(), "--engine", engine,
                        "--pcap-out", passed.toString(), option[0], option[1]).exitCode());
                assertEquals(options.endsWith("capture") ? 10 : 1,
                        Capture.read(passed).frames().size());
            }
        }
        Cli agreed = Cli.run("diff", limiter, "--pcap", trace(), "--engines", "interpreter,kernel,bundle", "--time",
                "capture");
        assertTrue(agreed.out().endsWith("agree on 40 packets\n"), agreed.out());
    }

    @Test void aTimeIsOneOfTwoWords() {
        Cli refused = Cli.run("run", Cli.FIREWALL, "--pcap", Cli.TRACE, "--engine", "interpreter", "--time", "now");
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode());
        assertTrue(refused.err().endsWith("--time: there is no now. It is frozen or capture\n"), refused.err());
    }

    @Test void packetsAtOnceLoseWhatOnePacketAtATimeDoesNot() {
        String counter = object("counter", COUNTER);
        String[] at = {"diff", counter, "--pcap", trace(), "--engines", "interpreter", "--parallel"};
        Cli differs = Cli.run(at);
        assertEquals(ExitCode.MISMATCH, differs.exitCode());
        assertTrue(differs.out().contains("16 packets at once, compared with one at a time: 0 packets differ\n"
                + "after the last packet: map shared, key 00000000\n"), differs.out());
        assertEquals(-1, differs.out().indexOf("map own"), differs.out());
        assertEquals(ExitCode.AGREED, Cli.run("diff", Cli.FIREWALL, "--pcap", Cli.TRACE, "--engines",
                "interpreter,bundle", "--parallel", "--json").exitCode());
        assertTrue(Cli.run("diff", counter, "--pcap", trace(), "--engines", "interpreter", "--parallel", "--time",
                "capture").err()
                .endsWith("--time: packets that run at once have one time. Leave out --time or --parallel\n"));
    }
}
