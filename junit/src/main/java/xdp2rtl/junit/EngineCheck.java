package xdp2rtl.junit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.port.EngineUnavailable;
import xdp2rtl.port.Stimulus;
import xdp2rtl.verilator.Verilator;

/// Whether this machine has an engine; each is tried once.
final class EngineCheck {
    /// `r0 = 2; exit`.
    private static final byte[] PASS = {(byte) 0xb7, 0, 0, 0, 2, 0, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0};
    private static final Map<EngineKind, Optional<String>> FOUND = new ConcurrentHashMap<>();

    private EngineCheck() {}

    /// Why not, if it does not.
    static Optional<String> missing(EngineKind kind) { return FOUND.computeIfAbsent(kind, EngineCheck::look); }

    private static Optional<String> look(EngineKind kind) {
        try {
            switch (kind) {
                case INTERPRETER, MODEL -> { }
                case KERNEL -> tryOut(kind);
                case RTL -> Verilator.find();
            }
            return Optional.empty();
        } catch (EngineUnavailable unavailable) {
            return Optional.of(unavailable.getMessage());
        }
    }

    private static void tryOut(EngineKind kind) {
        try (Engine engine = kind.open(CoreChoice.DEFAULT.compiler())) {
            engine.run(Stimulus.of(Program.raw("pass", PASS), List.of()));
        }
    }
}
