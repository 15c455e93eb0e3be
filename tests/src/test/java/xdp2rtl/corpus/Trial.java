package xdp2rtl.corpus;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.EngineUnavailable;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.reach.Reached;
import xdp2rtl.reach.Scene;

/// What became of one accepted program: how much of it was reached, and what engines made of that.
///
/// @param kernelRuns how many of the scenes Linux took
/// @param notes      why it did not take others, and what hardware was not tried
/// @param mismatches of packets and maps, each with what differs
record Trial(Reached reached, int kernelRuns, boolean hardware, Set<String> notes, List<String> mismatches) {
    private static final Compiler COMPILER = Compiler.forCore(CoreConfig.DEFAULT);

    /// @param effort instructions that are run to find packets
    /// @param models whether the hardware is among the engines
    static Trial of(Program program, long effort, boolean models) {
        Compiled compiled = COMPILER.compile(program);
        Reached reached = Reached.of(CorpusNetwork.stimulus(program), 1, effort);
        boolean hardware = models && compiled.config().mapBytes() == CoreConfig.DEFAULT.mapBytes();
        var notes = new LinkedHashSet<String>();
        if (models && !hardware) {
            notes.add("more map memory than the default core has: %d MiB in all"
                    .formatted(compiled.config().mapBytes() >> 20));
        }
        var mismatches = new ArrayList<String>();
        int kernelRuns = 0;
        for (Scene scene : reached.scenes()) {
            Stimulus stimulus = twice(scene.stimulus());
            var runs = new ArrayList<Run>();
            try (var kernel = new KernelEngine()) {
                runs.add(kernel.run(stimulus));
                kernelRuns++;
            } catch (EngineUnavailable | InputError why) {
                notes.add("Linux: " + why.getMessage().lines().findFirst().orElse(""));
            }
            for (Engine engine : engines(hardware)) {
                try (engine) {
                    runs.add(engine.run(stimulus));
                } catch (RuntimeException why) {
                    mismatches.add("%s: %s".formatted(engine.name(), why));
                }
            }
            Verdict verdict = Comparison.of(runs);
            if (!verdict.agrees()) {
                mismatches.add(verdict.toString());
            }
        }
        return new Trial(reached, kernelRuns, hardware, notes, mismatches);
    }

    private static List<Engine> engines(boolean hardware) {
        List<Engine> engines = List.of(new Interpreter(), new BundleEngine(COMPILER));
        return hardware ? Stream.concat(engines.stream(), Stream.of(new RtlEngine(COMPILER, Optional.empty()))).toList()
                : engines;
    }

    /// What the first packets leave in maps, the second ones find.
    private static Stimulus twice(Stimulus once) {
        List<Packet> packets = Stream.of(once.packets(), once.packets()).flatMap(List::stream).toList();
        return new Stimulus(once.program(), packets, once.context(), once.maps(), once.freedoms(), once.fib());
    }

    /// The packets of the first run that everybody would make alike: maps are as the object has them, and packets come in
    /// by the loopback.
    List<Bytes> plainPackets() {
        return reached.scenes().stream().filter(Scene::isPlain).findFirst().map(Scene::packets).orElse(List.of());
    }
}
