package xdp2rtl.junit;

import java.util.List;
import java.util.Optional;

/// A program whose engine and packets are being said. The engine is the interpreter where nobody says.
public final class XdpAssert {
    private final XdpProgram program;
    private final Optional<EngineKind> engine;

    XdpAssert(XdpProgram program) { this(program, Optional.empty()); }

    private XdpAssert(XdpProgram program, Optional<EngineKind> engine) {
        this.program = program;
        this.engine = engine;
    }

    /// What it runs on.
    public XdpAssert on(EngineKind kind) { return new XdpAssert(program, Optional.of(kind)); }

    /// Runs it, from its maps at the start.
    /// @throws xdp2rtl.diagnostic.InputError         if the program or the packets cannot be used
    /// @throws xdp2rtl.port.EngineUnavailable if this machine does not have the engine ([RequiresEngine] leaves the
    /// test out then)
    public RunAssert given(Packets packets) {
        return RunAssert.of(new Trial(program, packets), engine.orElse(EngineKind.INTERPRETER));
    }

    /// The same for packets by their bytes.
    public RunAssert given(byte[]... packets) { return given(Packets.of(List.of(packets))); }
}
