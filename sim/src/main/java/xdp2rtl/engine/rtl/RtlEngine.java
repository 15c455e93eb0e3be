package xdp2rtl.engine.rtl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.EmittedOutcomes;
import xdp2rtl.driver.MapStore;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.FunctionCall;
import xdp2rtl.engine.FunctionRunner;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CoreOutcome;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.Observation;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.PortPacket;
import xdp2rtl.port.PortReport;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.verifier.Entry;
import xdp2rtl.verilator.ModelFailure;
import xdp2rtl.verilator.VerilatedCore;

/// The generated Verilog: compiles the program for a core, generates and verilates the core, and runs the packets on it
/// one at a time.
public final class RtlEngine implements Engine, FunctionRunner {
    /// Packets that are given to the model at once.
    private static final int BATCH = 4096;

    private final Compiler compiler;
    private final Optional<Path> waves;

    /// @param waves where the signals of the run are written (FST)
    public RtlEngine(Compiler compiler, Optional<Path> waves) {
        this.compiler = compiler;
        this.waves = waves;
    }

    @Override public String name() {
        return "rtl";
    }

    @Override public Run run(Stimulus stimulus) {
        Compiled compiled =
                compiler.forOneByOne().withNetwork(compiler.network().atLeast(stimulus.networkSize()))
                        .compile(stimulus.program());
        CoreConfig config = compiled.config().withTrace(false);
        CoreSetup setup = CoreSetup.of(compiled, stimulus, true);
        List<MapStore> maps = CoresMaps.stores(compiled, stimulus, true);
        try (VerilatedCore model = RtlModels.of(config, waves.isPresent()).open(waves)) {
            RtlCore core = new RtlCore(model, config);
            if (compiled.layout().placements().isEmpty()) {
                core.loadWithoutMaps(setup);
            } else {
                core.load(setup);
                core.fill(maps);
            }
            core.start();
            long start = System.nanoTime();
            List<Outcome> outcomes = new ArrayList<>();
            for (List<Packet> batch : EmittedOutcomes.batches(stimulus, compiled.layout(), BATCH)) {
                core.setTime(stimulus.nanosecondsOf(batch.getFirst()));
                outcomes.addAll(
                        EmittedOutcomes.of(outcomes(core, stimulus, batch), compiled.layout(), core.contents()));
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            int cpus = stimulus.cpus(config);
            var host = CoresMaps.sequential(compiled.layout(), compiled.places(), core.contents());
            return new Run(name(), outcomes, host.read(cpus), elapsed);
        }
    }

    @Override public OptionalLong result(Program program, Bytes memory) {
        try (RtlEngine functions =
                new RtlEngine(new Compiler(compiler.config(), new Entry.Memory(memory.length())), waves)) {
            return FunctionCall.result(functions.run(FunctionCall.of(program, memory)));
        }
    }

    private static List<Outcome> outcomes(RtlCore core, Stimulus stimulus, List<Packet> packets) {
        core.offer(CorePacket.of(stimulus, packets));
        core.run();
        List<CoreReport> reports = reports(core.ports().take());
        List<Outcome> outcomes = new ArrayList<>();
        int next = 0;
        for (Packet packet : packets) {
            Optional<String> notRun = stimulus.notRunBecause(packet);
            outcomes.add(notRun.isPresent() ? new Outcome.NotRun(notRun.get())
                    : CoreOutcome.of(reports.get(next++), stimulus.program()));
        }
        return outcomes;
    }

    /// Every packet is reported and then leaves, because the core emits them all and none has a wrong length.
    private static List<CoreReport> reports(Observation seen) {
        return IntStream.range(0, seen.reports().size())
                .mapToObj(i -> joined(seen.reports().get(i), seen.packets().get(i), i, seen.arrivals().get(i)))
                .toList();
    }

    private static CoreReport joined(PortReport report, PortPacket packet, int number, long arrived) {
        boolean same = packet.contents().length == report.length() + report.meta() && packet.meta() == report.meta()
                && packet.action() == (int) report.r0() && packet.redirect() == report.redirect();
        if (!same) {
            throw new ModelFailure(
                    "cycle %d: what leaves is not what is reported: %s, %d bytes".formatted(report.cycle(), report,
                            packet.contents().length));
        }
        return new CoreReport(number, report.context(), report.r0(), Cause.values()[report.cause()], report.slots(),
                arrived,
                report.cycle(),
                report.meta(), packet.contents(), report.redirect());
    }
}
