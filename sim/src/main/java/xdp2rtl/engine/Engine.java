package xdp2rtl.engine;

import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// Something that runs XDP programs. All engines give the same outcomes for the same stimulus.
public interface Engine extends AutoCloseable {

    /// The name on the command line and in reports, such as `interpreter`.
    String name();

    /// Runs the packets one after the other, from the stimulus's map contents.
    /// @throws EngineUnavailable if this machine cannot run this engine on this stimulus; the message says why
    /// @throws xdp2rtl.diagnostic.InputError if the program or the map contents cannot be run
    Run run(Stimulus stimulus);

    @Override default void close() {}
}
