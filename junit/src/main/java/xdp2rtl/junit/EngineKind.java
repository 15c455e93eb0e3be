package xdp2rtl.junit;

import java.util.Optional;
import xdp2rtl.compile.Compiler;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;

/// What a program runs on.
public enum EngineKind {
    /// eBPF in Java, the reference; everywhere.
    INTERPRETER("interpreter"),
    /// This machine's Linux; wants root.
    KERNEL("kernel"),
    /// The core in Java, cycle for cycle.
    MODEL("bundle"),
    /// The generated Verilog, built by Verilator.
    RTL("rtl");

    private final String word;

    EngineKind(String word) { this.word = word; }

    /// Its name on the command line.
    String word() { return word; }

    /// @throws xdp2rtl.port.EngineUnavailable if this machine does not have it
    Engine open(Compiler compiler) {
        return switch (this) {
            case INTERPRETER -> new Interpreter();
            case KERNEL -> new KernelEngine();
            case MODEL -> new BundleEngine(compiler);
            case RTL -> new RtlEngine(compiler, Optional.empty());
        };
    }
}
