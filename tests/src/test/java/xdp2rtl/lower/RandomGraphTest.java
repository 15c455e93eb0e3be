package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;
import xdp2rtl.reduce.Reduction;

/// Random programs: interpreter, graph and reduced graph agree. A failing seed is named; `-Dfuzz.seed=N` runs
/// it alone, `-Dfuzz.programs=N` more of them.
class RandomGraphTest {
    private static final int PROGRAMS = Integer.getInteger("fuzz.programs", 150);
    private static final int PACKETS = 6;

    @Test void graphsOfRandomProgramsDoWhatTheProgramsDo() {
        agree(seed -> stimulus(RandomInstructions.of(seed, 3 + (int) (seed % 40)), seed));
    }

    @Test void graphsOfProgramsThatLinuxTakesDoWhatTheProgramsDo() {
        agree(seed -> GraphEngine.oneCpu(xdp2rtl.fuzz.RandomProgram.of(seed).stimulus()));
    }

    private static void agree(LongFunction<Stimulus> stimuli) {
        Long only = Long.getLong("fuzz.seed");
        int ran = 0;
        for (long seed = only == null ? 0 : only; only == null ? ran < PROGRAMS : seed == only; seed++) {
            long name = seed;
            if (!GraphEngine.runs(stimuli.apply(seed).program())) {
                assertTrue(only == null, () -> "seed " + name + " uses an LRU map");
                continue;
            }
            ran++;
            try (var interpreter = new Interpreter();
                    var graph = new GraphEngine("graph", g -> g);
                    var reduced = new GraphEngine("reduced graph", Reduction::reduce)) {
                Stimulus stimulus = stimuli.apply(seed);
                Verdict verdict = Comparison.of(List.of(
                        interpreter.run(stimulus), graph.run(stimulus), reduced.run(stimulus)));
                assertTrue(verdict.agrees(), () -> "seed " + name + ": " + verdict);
            } catch (RuntimeException error) {
                throw new AssertionError("seed " + name + ": " + error, error);
            }
        }
    }

    private static Stimulus stimulus(Program program, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            byte[] bytes = new byte[14 + random.nextInt(i == 0 ? 1 : i == 1 ? 3507 : 120)];
            random.nextBytes(bytes);
            packets.add(Packet.of(bytes));
        }
        MapContents devices = new MapContents(List.of(
                MapContents.Entry.of(MapContents.key(1), MapContents.key(7)),
                MapContents.Entry.of(MapContents.key(3), MapContents.key(9))));
        MapContents array = new MapContents(List.of(
                MapContents.Entry.of(MapContents.key(2),
                        Bytes.of(new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}))));
        return Stimulus.of(program, packets).withMaps(Map.of("devices", devices, "array", array));
    }
}
