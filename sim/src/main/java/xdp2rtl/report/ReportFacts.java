package xdp2rtl.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import xdp2rtl.boards.Board;
import xdp2rtl.compile.Compiled;
import xdp2rtl.cycles.BundleGraph;
import xdp2rtl.cycles.PathCycles;
import xdp2rtl.cycles.TraceCycles;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Stimulus;

/// All that a report says of a program that was compiled, and run on a trace.
///
/// @param core     that was asked for; its map memory may have grown since
/// @param sources  the hottest first
/// @param nowhere  issue slots a packet that come from no C line
/// @param rates    by the size of frames, ascending
/// @param runs     of passes that changed something, the first first
/// @param ways     out of the program
/// @param stopped  share of the packets that the hardware stopped
public record ReportFacts(Compiled compiled, CoreConfig core, TraceOrigin origin, TraceCycles cycles,
        PathCycles paths, List<SourceFile> sources, double nowhere, ScheduleFacts schedule, List<FlowNode> flow,
        List<WayOut> ways, double stopped, Occupancy occupancy, Bottleneck bottleneck, Latencies latencies,
        List<SizeRate> rates, List<PassWork> passes, List<PassRun> runs, List<MapPlace> maps, Hardware hardware,
        EngineVerdict engines,
        Remarks remarks) {

    /// What the caller knows: how the packets were found, what other engines made of them, what verbs say of every
    /// program that they compile.
    ///
    /// @param texts where C files are looked for
    public record Given(CoreConfig core, Optional<Board> board, TraceOrigin origin, EngineVerdict engines,
            Remarks remarks, List<Path> texts) {}

    /// Gathers the rest.
    /// @param run of the stimulus, on the compiled program
    public static ReportFacts of(Compiled compiled, Stimulus stimulus, TraceRun run, Given given) {
        // The longest of what does not wait for each other.
        var runs = CompletableFuture.supplyAsync(() -> PassRun.all(compiled));
        var rates = CompletableFuture.supplyAsync(() -> SizeRate.all(compiled, stimulus));
        var origins = new CodeOrigins(compiled);
        BundleGraph graph = BundleGraph.of(compiled.schedule().bundles());
        BundleCounts counts = run.counts();
        int packets = run.packets();
        SteadyRun steady = SteadyRun.of(compiled, stimulus);
        PathCycles paths = PathCycles.of(compiled);
        Heat heat = Heat.of(origins, counts, Math.max(1, packets));
        List<SourceFile> sources = SourceFiles.of(origins, heat, new SourceText(given.texts()));
        return new ReportFacts(compiled, given.core(), given.origin(),
                TraceCycles.of(compiled, stimulus, run.run(), steady.rate()), paths, sources,
                heat.total() - sources.stream().mapToDouble(SourceFile::heat).sum(),
                ScheduleFacts.of(origins, graph, counts, packets), FlowGraph.of(origins, graph, counts, packets),
                WayOut.all(paths, counts, packets), counts.stopped() / (double) Math.max(1, packets),
                steady.occupancy(), Bottleneck.of(steady.occupancy()),
                new Latencies(run.latencies(), steady.latencies()), rates.join(),
                PassWork.all(compiled.reduction()), runs.join(), MapPlace.all(compiled),
                Hardware.of(compiled.config(), given.board()),
                given.engines(), given.remarks());
    }
}
