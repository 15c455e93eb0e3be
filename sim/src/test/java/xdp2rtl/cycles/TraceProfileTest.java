package xdp2rtl.cycles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.bench.ExampleFolder;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.compile.Profiler;
import xdp2rtl.depend.Profile;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Stimulus;

class TraceProfileTest {
    private record Case(Program program, Stimulus trace) {
        static Case of(String example, String trace) {
            var folder = new ExampleFolder(Path.of("..", "examples", example));
            Program program = folder.program();
            return new Case(program, folder.stimulus(program, trace));
        }

        Compiler compiler() {
            return Compiler.forCore(CoreConfig.DEFAULT).withProfiler(new TraceProfile(trace));
        }
    }

    @ParameterizedTest
    @CsvSource({"xdp2, trace.pcap", "xdp2, saturated.pcap", "router, trace.pcap", "simple_firewall, trace.pcap"})
    void aProfileCostsItsTraceNothingAndChangesNoOutcome(String example, String trace) {
        Case one = Case.of(example, trace);
        var profiler = new TraceProfile(one.trace);
        Compiled shaped = Compiler.forCore(CoreConfig.DEFAULT).compile(one.program);
        Compiled profiled = one.compiler().compile(one.program);
        assertTrue(profiler.bundles(profiled) <= profiler.bundles(shaped), example);
        try (var engine = new BundleEngine(one.compiler())) {
            var verdict = Comparison.of(List.of(new Interpreter().run(one.trace), engine.run(one.trace)));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }

    @Test void whatATraceDoesBecomesFaster() {
        Case one = Case.of("simple_firewall", "trace.pcap");
        var profiler = new TraceProfile(one.trace);
        long shaped = profiler.bundles(Compiler.forCore(CoreConfig.DEFAULT).compile(one.program));
        Compiled profiled = one.compiler().compile(one.program);
        assertTrue(profiler.bundles(profiled) < 0.97 * shaped, profiler.bundles(profiled) + " of " + shaped);
        assertEquals(profiled.image(), one.compiler().compile(one.program).image(), "the same trace, the same image");
    }

    /// Each packet leaves the program once, by whatever way.
    @Test void aProfileCountsEachPacketOnce() {
        Case one = Case.of("xdp2", "saturated.pcap");
        Profile[] seen = new Profile[1];
        var profiler = new TraceProfile(one.trace);
        Compiler.forCore(CoreConfig.DEFAULT).withProfiler(new Profiler() {
            @Override public Profile of(Compiled byBlocks) { return seen[0] = profiler.of(byBlocks); }

            @Override public long bundles(Compiled compiled) { return profiler.bundles(compiled); }
        }).compile(one.program);
        long ends = 0;
        for (int block = 0; block < 1000; block++) ends += seen[0].of(block, Profile.END);
        assertEquals(one.trace.packets().size(), ends);
    }
}
