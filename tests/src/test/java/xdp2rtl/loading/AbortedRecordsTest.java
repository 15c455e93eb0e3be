package xdp2rtl.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.fuzz.RandomProgram;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.Emission;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.AbortedRecords;
import xdp2rtl.resolve.LinkedPrograms;

/// A program that keeps what it aborts does what it did, and leaves a copy of exactly those packets.
class AbortedRecordsTest {
    private static final int RANDOM_PROGRAMS = 25;

    @TempDir private static Path folder;

    private int kept;

    /// Tail calls from the program and from its functions, also back to itself; actions that Linux does not know.
    @ParameterizedTest
    @CsvSource({"chooses, true", "shortens, false", "repeats, false", "from_function, true", "by_last_function, true"})
    void whatTailCallsLeadToIsKeptToo(String name, boolean aborts) {
        Program program = LinkedPrograms.of(ElfObject.read(Sources.compiled(folder, "tailcalls")), name);
        check(Stimulus.of(program, IntStream.range(0, 64).mapToObj(AbortedRecordsTest::packet).toList()));
        assertEquals(aborts, kept > 0);
    }

    private static Packet packet(int number) {
        var bytes = new byte[14 + number];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) ((number + at) % 24);
        }
        return Packet.of(bytes);
    }

    @Test void randomProgramsDoWhatTheyDid() {
        for (long seed = 0; seed < RANDOM_PROGRAMS; seed++) {
            Stimulus stimulus = RandomProgram.of(seed).stimulus();
            Freedoms freedoms = stimulus.freedoms();
            check(stimulus.withFreedoms(new Freedoms(freedoms.nanoseconds(), freedoms.random(), 0)));
        }
        assertTrue(kept > RANDOM_PROGRAMS, "few packets are aborted: " + kept);
    }

    private void check(Stimulus plain) {
        var keeping = new Stimulus(AbortedRecords.of(plain.program()), plain.packets(), plain.context(), plain.maps(),
                plain.freedoms(), plain.fib());
        Run before = run(plain);
        Run after = run(keeping);
        for (int packet = 0; packet < plain.packets().size(); packet++) {
            check(before.outcomes().get(packet), after.outcomes().get(packet));
        }
        var maps = new ArrayList<>(after.maps().keySet());
        maps.remove(AbortedRecords.MAP);
        assertEquals(List.copyOf(before.maps().keySet()), maps);
        maps.forEach(map -> assertEquals(before.maps().get(map), after.maps().get(map), map));
    }

    private static Run run(Stimulus stimulus) {
        try (var interpreter = new Interpreter();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            Run run = interpreter.run(stimulus);
            Verdict verdict = Comparison.of(List.of(run, bundle.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
            return run;
        }
    }

    private void check(Outcome before, Outcome after) {
        if (!(before instanceof Outcome.Ran was)) {
            assertEquals(before, after);
            return;
        }
        Outcome.Ran is = (Outcome.Ran) after;
        assertEquals(was.action(), is.action());
        assertEquals(was.packet(), is.packet());
        assertEquals(was.redirect(), is.redirect());
        var others = new ArrayList<>(is.emissions());
        boolean aborted = was.action() == XdpAction.ABORTED.number() || was.action() > XdpAction.REDIRECT.number();
        if (aborted) {
            kept++;
            assertTrue(others.remove(Emission.Recorded.of(AbortedRecords.MAP, was.packet().orElseThrow().toArray())),
                    is.emissions()::toString);
        }
        assertEquals(was.emissions(), others);
    }
}
