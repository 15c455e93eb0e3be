package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.cli.common.ExitCode;

/// `traffic`: what it makes can be run, and is the same each time.
final class TrafficTest {
    @TempDir private Path folder;

    @Test void aMixIsACapture() throws IOException {
        Path one = folder.resolve("one.pcap");
        Path other = folder.resolve("other.pcap");
        String[] command =
                {"traffic", "mix", "--count", "500", "--flows", "30", "--protocols", "udp,tcp6,icmp", "--sizes",
                        "imix", "--vlan-tags", "1", "--gbps", "25", "-o", one.toString()};
        Cli result = Cli.run(command);
        assertEquals(ExitCode.AGREED, result.exitCode(), result.err());
        assertTrue(result.out().startsWith("500 packets of 30 flows, 60 to 1514 bytes; "), result.out());
        assertEquals(500, CaptureReader.readAll(one).size());
        command[command.length - 1] = other.toString();
        Cli.run(command);
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(other));
    }

    @Test void whatAMixCannotBe() {
        for (List<String> wrong : List.of(
                List.of("--sizes", "large",
                        "--sizes: `large` is not a number of bytes. Give numbers with commas between "
                                + "them, or imix"),
                List.of("--sizes", "16000", "--sizes: 16000 is not from 14 to 15808"),
                List.of("--protocols", "udp,x", "--protocols: there is no protocol `x` here. There are udp, tcp, icmp, "
                        + "udp6, tcp6"),
                List.of("--count", "0", "--count: 0 is not from 1 to 10000000"),
                List.of("--gbps", "1e-7", "--gbps: 1.0E-7 is not the rate of a link. Give 100 or 25"),
                List.of("--gbps", "0", "--gbps: 0.0 is not the rate of a link. Give 100 or 25"))) {
            Cli result =
                    Cli.run("traffic", "mix", "-o", folder.resolve("no.pcap").toString(), wrong.get(0), wrong.get(1));
            assertEquals(ExitCode.BAD_INPUT, result.exitCode());
            assertEquals("xdp2rtl: %s\n".formatted(wrong.get(2)), result.err());
        }
    }

    @Test void theRunsOfAProgramAreWrittenWithWhatTheyAreRunWith() {
        String out = folder.resolve("reach").toString();
        Cli result = Cli.run("traffic", "reach", Cli.FIREWALL, "-o", out, "--effort", "2", "--json");
        assertEquals(ExitCode.AGREED, result.exitCode(), result.err());
        JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
        assertEquals(json.get("blocks").getAsInt(), json.get("reached").getAsInt());
        int packets = 0;
        for (JsonElement run : json.getAsJsonArray("runs")) {
            var command = new ArrayList<>(List.of("diff", Cli.FIREWALL, "--engines", "interpreter,bundle", "--json"));
            run.getAsJsonObject().getAsJsonArray("options").forEach(option -> command.add(option.getAsString()));
            Cli diff = Cli.run(command.toArray(String[]::new));
            assertEquals(ExitCode.AGREED, diff.exitCode(), diff.err());
            packets += JsonParser.parseString(diff.out()).getAsJsonObject().get("packets").getAsInt();
        }
        assertEquals(json.get("packets").getAsInt(), packets);
    }

    @Test void aRefusedProgramIsRefusedHereToo() {
        Path object = Clang.object(folder, "cookie", "SEC(\"xdp\") int cookie(struct xdp_md *ctx) { __s64 iph = 0;\n"
                + "return bpf_tcp_raw_check_syncookie_ipv4((void *)&iph, (void *)&iph); }\n");
        Cli result = Cli.run("traffic", "reach", object.toString(), "-o", folder.resolve("none").toString());
        assertEquals(ExitCode.BAD_INPUT, result.exitCode());
        assertTrue(result.err().contains("calls helper tcp_raw_check_syncookie_ipv4"), result.err());
    }
}
