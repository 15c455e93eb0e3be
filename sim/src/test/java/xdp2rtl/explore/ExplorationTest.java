package xdp2rtl.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import java.io.StringReader;
import xdp2rtl.bench.ExampleFolder;
import xdp2rtl.boards.Board;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Stimulus;
import xdp2rtl.report.page.FrontPicture;

class ExplorationTest {
    private static final Board BOARD = Board.named("opennic-au50");
    private static final Space SPACE = new Space(List.of(1, 4), List.of(4, 16), List.of(1, 2));

    private static Exploration explored(Shard shard, Optional<String> target) {
        var folder = new ExampleFolder(Path.of("..", "examples", "xdp1"));
        Program program = folder.program();
        Stimulus stimulus = folder.stimulus(program, "saturated.pcap");
        return Exploration.of(Compiler.forCore(BOARD.fitted(CoreConfig.DEFAULT)), BOARD, stimulus, SPACE, shard, target,
                _ -> {});
    }

    @Test void eachCoreIsAsFastAsItsModelIsByItself() {
        var folder = new ExampleFolder(Path.of("..", "examples", "xdp1"));
        Program program = folder.program();
        Stimulus stimulus = folder.stimulus(program, "saturated.pcap");
        Exploration found = explored(Shard.WHOLE, Optional.of("100G"));
        assertEquals(8, found.candidates().size());
        for (Candidate it : found.candidates()) {
            var core = BOARD.fitted(CoreConfig.of("any", it.lanes(), it.contexts()).withCores(it.cores()));
            double cycles = SteadyState.measure(Compiler.forCore(core).compile(program), stimulus).cyclesPerPacket();
            assertEquals(cycles, it.cyclesPerPacket(), 0.0005, it.size());
            assertEquals(250 / cycles, it.mpps(), 0.0005, it.size());
        }
        assertEquals(142.045, found.target().orElseThrow().mpps(), "64 bytes without their check sequence");
        Candidate smallest = found.smallest().orElseThrow();
        assertTrue(found.candidates().stream().filter(it -> it.mpps() >= 142.045)
                .allMatch(it -> it.lut() >= smallest.lut()), smallest.toString());
    }

    @Test void partsAreTheWhole() {
        Exploration whole = explored(Shard.WHOLE, Optional.empty());
        var parts =
                new ArrayList<>(IntStream.rangeClosed(1, 3).mapToObj(k -> explored(new Shard(k, 3), Optional.empty()))
                        .toList());
        assertEquals(whole, Exploration.merged(parts.reversed()));
        assertEquals("100G", whole.target().orElseThrow().text(), "the board's links");
        assertEquals("merge: of 3 parts 2 are there; [1/3, 3/3]. Give all parts",
                refusal(List.of(parts.get(0), parts.get(2))));
        assertEquals("merge: a part is there twice; [1/3, 2/3, 1/3]. Give each part once",
                refusal(List.of(parts.get(0), parts.get(1), parts.get(0))));
        parts.set(1, explored(new Shard(2, 3), Optional.of("25G")));
        assertTrue(refusal(parts).startsWith("merge: the parts are of different spaces, programs, packets or boards"));
    }

    private static String refusal(List<Exploration> parts) {
        return assertThrows(InputError.class, () -> Exploration.merged(parts)).getMessage();
    }

    /// Beside the definition, written out.
    @Test void theFrontIsWhatNothingBeats() {
        var random = new Random(3);
        for (int round = 0; round < 50; round++) {
            List<Candidate> all = IntStream.range(0, 40)
                    .mapToObj(_ -> new Candidate(1, random.nextInt(64), 1, 0, 1, 1, 1,
                            random.nextInt(8), random.nextInt(8), 1, random.nextInt(8), 0, 1, 1,
                            random.nextInt(5) == 0 ? Optional.of("no") : Optional.empty(), Optional.empty()))
                    .toList();
            var found = new Exploration("p", "axis", 250, 1, 84, Optional.empty(), List.of(Shard.WHOLE), 40, all);
            for (Candidate it : all) {
                boolean beaten = all.stream().filter(Candidate::possible).anyMatch(other -> other.lut() <= it.lut()
                        && other.blockRams() <= it.blockRams() && other.mpps() >= it.mpps()
                        && !(other.lut() == it.lut() && other.blockRams() == it.blockRams()
                                && other.mpps() == it.mpps()));
                assertEquals(it.possible() && !beaten, found.front().contains(it), it.toString());
            }
            assertFalse(found.front().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"100G, 84, 148.81", "25G, 84, 37.202", "148.8M, 84, 148.8", "0.5M, 1538, 0.5", "100G, 1538, 8.127"})
    void aTargetIsARateOfTheLinkOrOfPackets(String text, double bytes, double mpps) {
        assertEquals(mpps, Target.of(text, bytes).mpps(), 0.001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "100", "0G", "G", "-1M", "1e3G", "100 G", "100GbE"})
    void whatIsNoRateIsRefused(String text) {
        assertThrows(InputError.class, () -> Target.of(text, 84));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/4", "5/4", "1", "1/", "a/b", "-1/4", "99999/99999"})
    void whatIsNoPartIsRefused(String text) {
        assertThrows(InputError.class, () -> Shard.of(text));
    }

    @Test void aCoreThatCannotBeSaysWhy() {
        var space = new Space(List.of(8), List.of(64), List.of(16));
        var folder = new ExampleFolder(Path.of("..", "examples", "xdp1"));
        Program program = folder.program();
        Exploration found = Exploration.of(Compiler.forCore(BOARD.fitted(CoreConfig.DEFAULT)), BOARD,
                folder.stimulus(program, "saturated.pcap"), space, Shard.WHOLE, Optional.empty(), _ -> {});
        assertTrue(found.candidates().getFirst().refusal().orElseThrow().contains("block RAMs, the FPGA has 1,344"),
                found.toString());
        assertEquals(List.of(), found.front());
        assertEquals(Optional.empty(), found.smallest());
    }

    /// The firewall's flows are dealt out to all cores, on a board too, where packets stay in order.
    @ParameterizedTest
    @ValueSource(strings = {"opennic-au50", "axis"})
    void severalCoresByFlowAreForAllBoards(String board) {
        var folder = new ExampleFolder(Path.of("..", "examples", "simple_firewall"));
        Program program = folder.program();
        var on = Board.named(board);
        Exploration found = Exploration.of(Compiler.forCore(on.fitted(CoreConfig.DEFAULT)), on,
                folder.stimulus(program, "saturated.pcap"), new Space(List.of(4), List.of(4), List.of(1, 2)),
                Shard.WHOLE,
                Optional.of("1M"), _ -> {});
        for (Candidate it : found.candidates()) {
            assertTrue(it.possible() && it.firstCore().isEmpty(), it.toString());
        }
    }

    @Test void thePictureHasEachCore() throws Exception {
        Exploration found = explored(Shard.WHOLE, Optional.of("100G"));
        var drawing = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(new FrontPicture(found).svg())));
        assertEquals(found.candidates().size(), drawing.getElementsByTagName("circle").getLength());
    }
}
