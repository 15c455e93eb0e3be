package xdp2rtl.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import xdp2rtl.bench.BoardCore;
import xdp2rtl.boards.Board;
import xdp2rtl.reduce.Reduction;

/// `report`: pages are sound, and say what other verbs say.
final class ReportTest {
    @TempDir private Path folder;

    @Test void saysWhatCyclesAndCompileSay() throws Exception {
        Path page = folder.resolve("firewall.html");
        JsonObject report = json(Reports.firewall("report", "-o", page.toString()));
        JsonObject cycles = json(Reports.firewall("cycles"));
        for (String figure : List.of("packets", "cycles_mean", "cycles_per_packet", "latency_mean", "mpps",
                "map_bytes")) {
            assertEquals(cycles.get(figure), report.get(figure), figure);
        }
        String html = Files.readString(page);
        PageCheck.check(html);
        String text = PageCheck.parsed(html).getDocumentElement().getTextContent();
        var shown = Pattern.compile("([\\d.]+) Mpps").matcher(text);
        assertTrue(shown.find(), text);
        // JSON has a digit more, rounded by itself.
        assertEquals(cycles.get("mpps").getAsDouble(), Double.parseDouble(shown.group(1)), 0.0056);
        assertTrue(text.contains("%.2f issue slots".formatted(cycles.get("cycles_mean").getAsDouble())), text);
        assertTrue(text.contains(cycles.get("bundles").getAsInt() + " bundles"), text);
        cycles.getAsJsonObject("static").getAsJsonArray("paths").forEach(way -> assertTrue(
                text.contains(way.getAsJsonObject().get("action").getAsString()), way::toString));
        String compiled = Reports.run(List.of("compile", Reports.FIREWALL.toString(), "-o", folder.toString())).out();
        var passes = compiled.lines().filter(line -> line.endsWith("operations") && line.startsWith("  ")).toList();
        assertEquals(Reduction.PASSES.size(), passes.size());
        String flat = text.replaceAll("\\s+", " ");
        for (String pass : passes) {
            String[] words = pass.strip().split("\\s{2,}");
            assertTrue(flat.matches("(?s).*%s \\d+ %s %s operations.*".formatted(words[0], words[1], words[2])), pass);
        }
    }

    @Test void makesATraceWhereNobodyGivesOneAndShowsTheBoard() throws Exception {
        Path page = folder.resolve("board.html");
        JsonObject report = json(List.of("report", Reports.FIREWALL.toString(), "--board", "opennic-au250", "-o",
                page.toString()));
        assertTrue(report.get("packets_made").getAsBoolean());
        assertEquals(2000, report.get("packets").getAsInt());
        String html = Files.readString(page);
        PageCheck.check(html);
        assertTrue(html.contains("No capture was given"), html);
        assertTrue(html.contains("200 GbE, all 2 of opennic-au250"), html);
        assertTrue(html.contains("28,758 of 1,728,000 (1.7 %)"), html);
    }

    @Test void saysWhereMapsLieOnSeveralCores() throws Exception {
        Path page = folder.resolve("cores.html");
        json(List.of("report", Path.of("..", "examples", "xdp1", "xdp1.bpf.o").toString(), "--cores", "2", "-o",
                page.toString()));
        String html = Files.readString(page);
        PageCheck.check(html);
        assertTrue(html.contains("Maps in the map memory of each core") && html.contains("near, per CPU")
                && html.contains("every context has its own values"), html);
    }

    @Test void showsARefusedProgramAtItsLines() throws Exception {
        Path source = folder.resolve("queue.bpf.c");
        Files.writeString(source, """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            struct { __uint(type, BPF_MAP_TYPE_QUEUE); __type(value, int); __uint(max_entries, 4); } waiting SEC(".maps");
            SEC("xdp") int refused(struct xdp_md *ctx) {
                int one = 1;
                bpf_map_push_elem(&waiting, &one, 0);
                bpf_get_current_comm(&one, 4);
                return XDP_PASS;
            }
            char _license[] SEC("license") = "GPL";
            """);
        Path object = folder.resolve("queue.bpf.o");
        var clang = new ProcessBuilder("clang-19", "-O2", "-g", "-target", "bpf", "-I/usr/include/x86_64-linux-gnu",
                "-c", source.toString(), "-o", object.toString()).inheritIO().start();
        assertEquals(0, clang.waitFor());
        Path page = folder.resolve("refused.html");
        Reports refused = Reports.run(List.of("report", object.toString(), "-o", page.toString()));
        assertEquals(1, refused.exitCode(), refused.err());
        assertFalse(refused.err().contains("at xdp2rtl"), refused.err());
        String html = Files.readString(page);
        PageCheck.check(html);
        assertTrue(html.contains("Not supported") && html.contains("get_current_comm"), html);
        assertTrue(
                html.lines().anyMatch(
                        line -> line.contains("refused") && line.contains("bpf_get_current_comm(&amp;one, 4);")),
                html);
    }

    @Test void cyclesDrawsTheControlFlow() throws Exception {
        Path svg = folder.resolve("flow.svg");
        Path dot = folder.resolve("flow.dot");
        assertEquals(0,
                Reports.run(Reports.firewall("cycles", "--svg", svg.toString(), "--dot", dot.toString())).exitCode());
        var drawing =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile()).getDocumentElement();
        assertEquals("svg", drawing.getTagName());
        List<String> lines = Files.readAllLines(dot);
        long boxes = lines.stream().filter(line -> line.matches("    b\\d+ \\[label=.*")).count();
        assertEquals(boxes, drawing.getElementsByTagName("a").getLength());
        long edges = lines.stream().filter(line -> line.contains(" -> ")).count();
        long drawn = svgPaths(drawing, "edge");
        assertEquals(edges, drawn);
        assertTrue(lines.stream().filter(line -> line.contains("b0 -> ")).allMatch(line -> line.contains(" %")),
                dot::toString);
    }

    private static long svgPaths(Element drawing, String style) {
        var paths = drawing.getElementsByTagName("path");
        return IntStream.range(0, paths.getLength()).mapToObj(at -> (Element) paths.item(at))
                .filter(path -> path.getAttribute("class").startsWith(style)).count();
    }

    @Test void recordedCoresOfBoardsAreThoseOfTheDocuments() throws Exception {
        String boards = Files.readString(Path.of("..", "docs", "boards.md"));
        for (BoardCore core : BoardCore.RECORDED) {
            assertTrue(boards.lines().anyMatch(line -> line.startsWith("| " + core.name() + " |")
                    && line.contains("| %,d | %,d | %.1f | %d | %.2f | ".formatted(core.lut(), core.ff(), core.bram36(),
                            core.dsp(), core.ns()))),
                    core::toString);
        }
        for (Board board : Board.ALL) {
            assertTrue(BoardCore.of(board, board.core()).isPresent(), board::name);
        }
    }

    @Test void leavesNothingBehindWhereItFails() throws Exception {
        Path page = folder.resolve("none.html");
        for (List<String> wrong : List.of(List.of("report", folder.resolve("none.o").toString(), "-o", page.toString()),
                List.of("report", Reports.FIREWALL.toString(), "--pcap", folder.resolve("none.pcap").toString(), "-o",
                        page.toString()),
                Reports.firewall("report", "-o", folder.resolve("none/page.html").toString()),
                Reports.firewall("report", "-o", "/dev/full"))) {
            Reports failed = Reports.run(wrong);
            assertEquals(2, failed.exitCode(), () -> String.join(" ", wrong));
            assertEquals(1, failed.err().lines().count(), failed.err());
        }
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private JsonObject json(List<String> arguments) {
        var all = new ArrayList<>(arguments);
        all.add("--json");
        Reports said = Reports.run(all);
        assertEquals(0, said.exitCode(), said.err());
        return JsonParser.parseString(said.out()).getAsJsonObject();
    }
}
