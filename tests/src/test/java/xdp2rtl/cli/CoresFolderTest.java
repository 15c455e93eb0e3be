package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The simulation in the folder of a board with several cores.
final class CoresFolderTest {
    /// What becomes of a packet depends on which CPU has it, and on how many that CPU has had.
    private static final String BY_CPU = """
        struct { __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); __type(key, __u32); __type(value, __u64);
            __uint(max_entries, 1); } seen SEC(".maps");
        SEC("xdp") int by_cpu(struct xdp_md *ctx) {
            __u32 zero = 0;
            __u64 *count = bpf_map_lookup_elem(&seen, &zero);
            if (!count) return XDP_ABORTED;
            if (++*count % 3 == 0) return XDP_DROP;
            return bpf_get_smp_processor_id() & 2 ? XDP_TX : XDP_PASS;
        }
        """;
    /// CPU 0 has had one packet, and CPU 17, on the second core, two.
    private static final String SEEN = """
        [{"key": ["0x00", "0x00", "0x00", "0x00"], "values": [%s]}]
        """.formatted(String.join(", ", IntStream.range(0, 18).mapToObj(cpu -> """
            {"cpu": %d, "value": ["0x%02x", "0x00", "0x00", "0x00", "0x00", "0x00", "0x00", "0x00"]}"""
            .formatted(cpu, cpu == 0 ? 1 : cpu == 17 ? 2 : 0)).toList()));

    @TempDir private Path folder;

    @Tag("model")
    @Test void everyCoreCountsWhatItsOwnPacketsGive() throws Exception {
        Path object = Clang.object(folder, "by_cpu", BY_CPU);
        Path seen = Files.writeString(folder.resolve("seen.json"), SEEN);
        write(object, "--map", "seen=" + seen);
        Process make = new ProcessBuilder("make", "-C", folder.resolve("board/sim").toString())
                .redirectErrorStream(true).start();
        make.getOutputStream().close();
        String log = new String(make.getInputStream().readAllBytes());
        assertEquals(0, make.waitFor(), log);
        assertTrue(log.contains("256 packets went in"), log);
        // Eight a context: two of the first eight are dropped everywhere, and a third where one or two came before.
        assertCounts(log, 0, "XDP_DROP", 2 * 16 + 1);
        assertCounts(log, 0, "XDP_TX", 8 * 6);
        assertCounts(log, 0, "XDP_PASS", 8 * 6 - 1);
        assertCounts(log, 1, "XDP_DROP", 2 * 16 + 1);
        assertCounts(log, 1, "XDP_PASS", 8 * 6 - 1);
    }

    /// Names of signals are those of each core.
    @Test void viewersShowEveryCore() throws Exception {
        write(Cli.EXAMPLES.resolve("xdp2/xdp2.bpf.o"));
        List<String> shown = Files.readAllLines(folder.resolve("board/sim/waves.gtkw"));
        for (int core = 0; core < 2; core++) {
            String path = "core_%d.decode_address".formatted(core);
            assertTrue(shown.stream().anyMatch(line -> line.contains(path)), shown::toString);
        }
        assertTrue(Files.readString(folder.resolve("board/xdp2rtl.core")).contains("sim/program.txt"));
    }

    private void write(Path object, String... more) {
        var words = new ArrayList<>(List.of("verilog", "--board", "axis", "--lanes", "2", "--contexts", "16",
                "--map-kib", "64", "--cores", "2", "--program", object.toString(), "-o",
                folder.resolve("board").toString()));
        words.addAll(List.of(more));
        Cli result = Cli.run(words.toArray(String[]::new));
        assertEquals(0, result.exitCode(), result::err);
    }

    private static void assertCounts(String log, int core, String action, int count) {
        assertTrue(log.lines().anyMatch(line -> line.matches("core %d: %s +%d".formatted(core, action, count))), log);
    }
}
