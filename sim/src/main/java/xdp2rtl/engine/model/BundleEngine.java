package xdp2rtl.engine.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Consumer;
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
import xdp2rtl.port.CoreOutcome;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.verifier.Entry;

/// The scheduled bundles in Java: compiles the program for a core and runs it on the core's model, one packet at a
/// time.
public final class BundleEngine implements Engine, FunctionRunner {
    /// Cycles without a report after which the model itself must be wrong: the slot limit ends every packet long
    /// before.
    private static final long PATIENCE = 1L << 34;

    private static final String NAME = "bundle";

    private final Compiler compiler;

    public BundleEngine(Compiler compiler) {
        this.compiler = compiler;
    }

    @Override public String name() {
        return NAME;
    }

    @Override public Run run(Stimulus stimulus) {
        Compiled compiled =
                compiler.forOneByOne().withNetwork(compiler.network().atLeast(stimulus.networkSize()))
                        .compile(stimulus.program());
        return run(compiled, stimulus, _ -> {});
    }

    /// The same of a program that has been compiled, its tables large enough for the stimulus's network.
    /// @param watch is given the cores before the first packet
    public static Run run(Compiled compiled, Stimulus stimulus, Consumer<CoresModel> watch) {
        List<MapStore> maps = CoresMaps.stores(compiled, stimulus, true);
        CoresModel core = new CoresModel(compiled.config(), CoreSetup.of(compiled, stimulus, true), maps);
        watch.accept(core);
        long start = System.nanoTime();
        List<Outcome> outcomes = new ArrayList<>();
        for (List<Packet> batch : EmittedOutcomes.batches(stimulus, compiled.layout(), Integer.MAX_VALUE)) {
            core.setTime(stimulus.nanosecondsOf(batch.getFirst()));
            List<Outcome> of = outcomes(core, stimulus, batch);
            outcomes.addAll(EmittedOutcomes.of(of, compiled.layout(), maps));
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        CoresMaps host = CoresMaps.sequential(compiled.layout(), compiled.places(), maps);
        return new Run(NAME, outcomes, host.read(stimulus.cpus(compiled.config())), elapsed);
    }

    private static List<Outcome> outcomes(CoresModel core, Stimulus stimulus, List<Packet> packets) {
        Queue<CoreReport> reports = new ArrayDeque<>();
        CorePacket.of(stimulus, packets).forEach(core::offer);
        long quietSince = core.cycle();
        while (!core.idle()) {
            if (core.step().map(reports::add).isPresent()) {
                quietSince = core.cycle();
            } else if (core.cycle() - quietSince > PATIENCE) {
                throw new IllegalStateException("the model of the core does not come to rest");
            }
        }
        return packets.stream().map(packet -> stimulus.notRunBecause(packet).<Outcome>map(Outcome.NotRun::new)
                .orElseGet(() -> CoreOutcome.of(reports.remove(), stimulus.program()))).toList();
    }

    @Override public OptionalLong result(Program program, Bytes memory) {
        try (BundleEngine functions =
                new BundleEngine(new Compiler(compiler.config(), new Entry.Memory(memory.length())))) {
            return FunctionCall.result(functions.run(FunctionCall.of(program, memory)));
        }
    }
}
