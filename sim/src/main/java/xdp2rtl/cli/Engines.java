package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.FunctionRunner;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;

/// Makes engines. Each is loaded only when it is asked for.
/// @param compiler for the core of the engines that have one
/// @param waves    where the rtl engine writes a waveform
record Engines(Compiler compiler, Optional<Path> waves) {

    Engine open(EngineName name) {
        return switch (name) {
            case INTERPRETER -> new Interpreter();
            case KERNEL -> new KernelEngine();
            case BUNDLE -> new BundleEngine(compiler);
            case RTL -> new RtlEngine(compiler, waves);
        };
    }

    /// Runs a program outside of XDP: R1 points to `memory`, R2 is its length. R0, or empty if the program was stopped.
    OptionalLong result(EngineName name, Program program, Bytes memory) {
        try (Engine engine = open(name)) {
            if (engine instanceof FunctionRunner runner) { return runner.result(program, memory); }
            throw new InputError("--engine", "engine %s runs XDP programs only".formatted(name));
        }
    }
}
