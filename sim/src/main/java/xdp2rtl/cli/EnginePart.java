package xdp2rtl.cli;

import java.util.Optional;
import xdp2rtl.engine.Engine;
import xdp2rtl.port.EngineUnavailable;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// One engine's part of a comparison: its run, or the reason why this machine has none.
record EnginePart(EngineName engine, Optional<Run> run, String reason) {

    static EnginePart run(Engines engines, EngineName name, Stimulus stimulus) {
        try (Engine engine = engines.open(name)) {
            return new EnginePart(name, Optional.of(engine.run(stimulus)), "");
        } catch (EngineUnavailable unavailable) {
            return new EnginePart(name, Optional.empty(), unavailable.getMessage());
        }
    }

    /// How long its packets took; not a number where there is no run.
    double seconds() {
        return run.map(done -> done.elapsed().toNanos() / 1e9).orElse(Double.NaN);
    }
}
