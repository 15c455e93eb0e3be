package xdp2rtl.engine.lockstep;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.compile.Compiled;
import xdp2rtl.driver.MapStore;
import xdp2rtl.engine.rtl.RtlCore;
import xdp2rtl.engine.rtl.RtlModels;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.Stimulus;
import xdp2rtl.verilator.VerilatedCore;

/// A compiled program in lock step.
///
/// @param packets    that were given to both
/// @param bundles    that were compared
/// @param cycles     that were compared
/// @param divergence the first difference, if there is one
public record ProgramLockStep(int packets, long bundles, long cycles, Optional<Divergence> divergence) {

    /// Runs a stimulus on model and hardware.
    ///
    /// @param sequential one packet at a time; else as many as there are contexts
    /// @param waves      where the hardware's signals are written
    /// @param reproduce  what a user runs to see a difference again
    /// @throws xdp2rtl.port.EngineUnavailable if the hardware cannot be built here
    public static ProgramLockStep run(Compiled compiled, Stimulus stimulus, boolean sequential, Optional<Path> waves,
            String reproduce) {
        CoreConfig config = compiled.config().withTrace(true);
        CoreSetup setup = CoreSetup.of(compiled, stimulus, sequential);
        List<MapStore> maps = CoresMaps.stores(compiled, stimulus, sequential);
        List<CorePacket> packets = CorePacket.of(stimulus, stimulus.packets());
        try (VerilatedCore model = RtlModels.of(config, waves.isPresent()).open(waves)) {
            LockStep step = new LockStep(new RtlCore(model, config), config, setup, maps, new CompiledText(compiled),
                    reproduce);
            Optional<Divergence> divergence = step.run(packets);
            return new ProgramLockStep(packets.size(), step.bundles(), step.cycles(), divergence);
        }
    }
}
