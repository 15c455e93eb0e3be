package xdp2rtl.compile;

import java.util.List;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.Subprogram;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.graph.Graph;
import xdp2rtl.image.Image;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Encoding;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.reduce.Pass;
import xdp2rtl.reduce.Reduction;
import xdp2rtl.reduce.UnrollLoops;
import xdp2rtl.schedule.Guide;
import xdp2rtl.schedule.Schedule;
import xdp2rtl.schedule.Scheduler;
import xdp2rtl.share.SharedCode;
import xdp2rtl.share.Sharing;
import xdp2rtl.verifier.Analysis;

/// A program with its loops as they are, and then with more and more of its functions shared, until it fits the program
/// memory. Those are shared first whose copies take the most.
final class Attempts {
    /// Well above what was seen: 83,576 operations became 19,119 bundles of 4.
    private static final int MOST_SAVED_BY_REDUCTION = 8;
    private static final int MOST_SAVED_BY_SCHEDULING = 2;
    /// Operations that are scheduled in seconds.
    private static final int LARGE = 10_000;
    /// Operations that stand in a bundle of a program that is full of them, as a part of the lanes.
    private static final double FILLED = 0.5;
    /// How full the program memory may be by the estimate that says what to try next.
    private static final double FULL = 0.9;

    private static final int MOST_LANES = 8;
    private static final int MOST_REGISTERS = 32;
    private static final int MOST_BUNDLES = Integer.highestOneBit(Encoding.MAX_BUNDLES - 1) << 1;

    private final Compiler compiler;
    private final Program program;
    private final MapLayout layout;
    private final CoreConfig core;
    private final Analysis analysis;
    private final String name;
    private final boolean linked;
    private List<Pass> passes;
    /// Whether loops of the last attempt were unrolled.
    private boolean unrolled;

    Attempts(Compiler compiler, Program program, MapLayout layout, CoreConfig core, Analysis analysis) {
        this.compiler = compiler;
        this.program = program;
        this.layout = layout;
        this.core = core;
        this.passes = compiler.passes();
        this.analysis = analysis;
        int targets = program.linkage().targets().size();
        this.linked = targets > 0;
        this.name = program.source().object() + ": " + program.name()
                + (linked ? " with %s that tail calls can lead to".formatted(CountText.of(targets, "program")) : "");
    }

    /// @throws InputError if the program does not fit
    Compiled best() {
        List<Subprogram> candidates = SharedCode.candidates(analysis);
        boolean merges = compiler.calls() == Compiler.Calls.SHARED;
        int shared = merges ? candidates.size() : 0;
        SharedCode code = code(candidates, shared, merges);
        while (true) {
            try {
                return compiled(code, !merges || shared < candidates.size());
            } catch (TooLarge tooLarge) {
                if (unrolled) {
                    passes = passes.stream().filter(pass -> !(pass instanceof UnrollLoops)).toList();
                    continue;
                }
                if (merges && shared == candidates.size()) { throw tooLarge.error(); }
                double enough = code.size() * FULL / tooLarge.times();
                do {
                    shared += merges ? 1 : 0;
                    merges = true;
                    code = code(candidates, shared, merges);
                } while (code.size() > enough && shared < candidates.size());
            }
        }
    }

    private SharedCode code(List<Subprogram> candidates, int shared, boolean merges) {
        return SharedCode.of(analysis, new Sharing(candidates.subList(0, shared), merges));
    }

    /// @param more whether more can be shared
    private Compiled compiled(SharedCode code, boolean more) throws TooLarge {
        Graph built = GraphBuilder.build(code, layout, compiler.entryOf(program));
        unrolled = false;
        refuseLarge(built, MOST_SAVED_BY_REDUCTION);
        Reduction.Report reduction = Reduction.report(built, passes);
        unrolled = reduction.steps().stream().anyMatch(step -> step.pass().equals(UnrollLoops.NAME));
        refuseLarge(reduction.graph(), MOST_SAVED_BY_SCHEDULING);
        long slots = (long) core.programBundles() * core.lanes();
        int operations = Reduction.operations(reduction.graph());
        if (more && operations > slots) { throw new TooLarge(tooMany(operations, false), operations / FILLED / slots); }
        Compiled shaped = compiled(reduction, code, compiler.guide());
        if (compiler.profiler().isEmpty()) { return shaped; }
        Profiler profiler = compiler.profiler().get();
        Compiled profiled =
                compiled(reduction, code, compiler.guide().with(profiler.of(byBlocks(reduction, code))));
        return profiler.bundles(profiled) < profiler.bundles(shaped) ? profiled : shaped;
    }

    private Compiled compiled(Reduction.Report reduction, SharedCode code, Guide guide) throws TooLarge {
        Schedule schedule = Scheduler.schedule(name, reduction.graph(), core, guide);
        try {
            return new Compiled(program, core, layout, reduction, schedule, Image.of(name, schedule),
                    compiler.bundleLimit(), code.sharing(), MapPlaces.ONE_CORE);
        } catch (InputError error) {
            throw new TooLarge(error, (double) schedule.bundles().size() / core.programBundles());
        }
    }

    /// For a core with room for everything, to see which blocks of this very graph lead where.
    private Compiled byBlocks(Reduction.Report reduction, SharedCode code) {
        CoreConfig roomy = core.change().lanes(MOST_LANES).registersPerLane(MOST_REGISTERS)
                .programBundles(MOST_BUNDLES).cores(1).build();
        Schedule schedule = Scheduler.byBlocks(name, reduction.graph(), roomy).orElseThrow(() -> new InputError(name,
                "is too large to be run block by block for a profile", "", "Leave --profile out"));
        return new Compiled(program, roomy, layout, reduction, schedule, Image.of(name, schedule),
                compiler.bundleLimit(), code.sharing(), MapPlaces.ONE_CORE);
    }

    /// What is far from fitting is refused before it takes minutes to schedule.
    /// @param saved how many times fewer operations can be left in the end
    private void refuseLarge(Graph graph, int saved) throws TooLarge {
        int operations = Reduction.operations(graph);
        long slots = (long) core.programBundles() * core.lanes();
        if (operations > LARGE && operations / saved > slots) {
            boolean fitsNone = operations / MOST_SAVED_BY_SCHEDULING > Encoding.MAX_BUNDLES * core.lanes();
            throw new TooLarge(tooMany(operations, fitsNone), (double) operations / saved / slots);
        }
    }

    private InputError tooMany(int operations, boolean fitsNone) {
        String smaller = fitsNone ? "split the program"
                : "give --program-bundles %d".formatted(MOST_BUNDLES);
        return new InputError(name, "has %,d operations".formatted(operations),
                "the program memory of core %s holds %,d bundles of %d"
                        .formatted(core.name(), core.programBundles(), core.lanes()),
                linked ? "Name with --map what its maps of programs hold, or " + smaller : "To fit it, " + smaller);
    }
}
