package xdp2rtl.engine.bundle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.stream.Stream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.Freedoms;
import xdp2rtl.engine.FunctionCall;
import xdp2rtl.engine.FunctionRunner;
import xdp2rtl.engine.Outcome;
import xdp2rtl.engine.Packet;
import xdp2rtl.engine.Run;
import xdp2rtl.engine.Stimulus;
import xdp2rtl.host.CoresMaps;
import xdp2rtl.host.MapMemory;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.types.Entry;

/// The scheduled bundles in Java: compiles the program for a core and runs it on the core's model, one packet at a time.
public final class BundleEngine implements Engine, FunctionRunner {
    /// Cycles without a report after which the model itself must be wrong: the slot limit ends every packet long before.
    private static final long PATIENCE = 1L << 34;

    private final Compiler compiler;

    public BundleEngine(Compiler compiler) {
        this.compiler = compiler;
    }

    @Override public String name() {
        return "bundle";
    }

    @Override public Run run(Stimulus stimulus) {
        Compiled compiled = compiler.compile(stimulus.program());
        List<MapStore> maps = maps(compiled, stimulus);
        CoresModel core = new CoresModel(compiled.config(), setup(compiled, stimulus.freedoms(), true), maps);
        long start = System.nanoTime();
        Queue<CoreReport> reports = new ArrayDeque<>();
        CorePacket.of(stimulus, stimulus.packets()).forEach(core::offer);
        long quietSince = 0;
        while (!core.idle()) {
            if (core.step().map(reports::add).isPresent()) {
                quietSince = core.cycle();
            } else if (core.cycle() - quietSince > PATIENCE) {
                throw new IllegalStateException("the model of the core does not come to rest");
            }
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        List<Outcome> outcomes = new ArrayList<>();
        for (Packet packet : stimulus.packets()) {
            outcomes.add(packet.notRunBecause().<Outcome>map(Outcome.NotRun::new)
                               .orElseGet(() -> CoreOutcome.of(reports.remove(), compiled.program())));
        }
        CoresMaps host = new CoresMaps(compiled.layout(), maps.stream().map(BundleEngine::memory).toList());
        return new Run(name(), outcomes, host.read(cpus(stimulus, compiled.config())), elapsed);
    }

    /// Of per-CPU maps, how many values of each entry are shown: as many as are given somewhere.
    public static int cpus(Stimulus stimulus, CoreConfig config) {
        int given = 1 + stimulus.maps().values().stream().flatMap(contents -> contents.entries().stream())
            .mapToInt(entry -> entry.values().size() - 1).max().orElse(0);
        return Math.min(given, config.cpus());
    }

    @Override public OptionalLong result(Program program, Bytes memory) {
        try (BundleEngine functions = new BundleEngine(new Compiler(compiler.config(), new Entry.Memory(memory.length())))) {
            return FunctionCall.result(functions.run(FunctionCall.of(program, memory)));
        }
    }

    /// What the host writes before the first packet of a run.
    ///
    /// @param sequential one packet at a time; else as many as there are contexts, and only what leaves is put out
    public static CoreModel.Setup setup(Compiled compiled, Freedoms freedoms, boolean sequential) {
        if (freedoms.cpu() != 0) {
            throw new InputError("--cpu", "the core runs packets on context 0 when it runs them one by one");
        }
        return new CoreModel.Setup(compiled.schedule().bundles(), compiled.layout().descriptors(), compiled.layout().cpuBase(0),
                                   compiled.layout().cpuBytes(), sequential, sequential, CoreModel.Setup.SLOT_LIMIT,
                                   freedoms.nanoseconds(), freedoms.random());
    }

    /// The map memory of each core with what the maps hold at the start.
    public static List<MapStore> maps(Compiled compiled, Stimulus stimulus) {
        List<MapStore> maps = Stream.generate(() -> new MapStore(compiled.config().mapBytes())).limit(compiled.config().cores()).toList();
        new CoresMaps(compiled.layout(), maps.stream().map(BundleEngine::memory).toList()).fill(stimulus);
        return maps;
    }

    /// A model's map memory as the host sees it.
    public static MapMemory memory(MapStore maps) {
        return new MapMemory() {
            @Override public long read(int address) {
                return maps.word(address);
            }

            @Override public void write(int address, long word) {
                maps.word(address, word);
            }
        };
    }
}
