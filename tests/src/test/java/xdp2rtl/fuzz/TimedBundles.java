package xdp2rtl.fuzz;

import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.cycles.PathCycles;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// Bundles that are watched: no packet takes fewer than on the shortest way through the schedule, nor more than on the
/// longest.
record TimedBundles(Compiler compiler) implements Engine {
    @Override public String name() { return "bundle"; }

    @Override public Run run(Stimulus stimulus) {
        Compiled compiled = compiler.forOneByOne()
                .withNetwork(compiler.network().atLeast(stimulus.networkSize())).compile(stimulus.program());
        PathCycles paths = PathCycles.of(compiled);
        try (var bundles = new BundleEngine(compiler)) {
            Run run = bundles.run(stimulus);
            for (Outcome outcome : run.outcomes()) {
                if (outcome instanceof Outcome.Ran) {
                    long cycles = outcome.cycles().orElseThrow();
                    if (cycles < paths.best() || cycles > paths.worst().orElse(Long.MAX_VALUE)) {
                        throw new IllegalStateException("a packet takes %d bundles, best %d, worst %s".formatted(cycles,
                                paths.best(), paths.worst()));
                    }
                }
            }
            return run;
        }
    }
}
