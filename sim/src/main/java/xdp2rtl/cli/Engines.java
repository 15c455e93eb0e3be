package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.isa.CoreConfig;

/// Makes engines. Each is loaded only when it is asked for.
/// @param config the core of the engines that have one
/// @param waves  where the rtl engine writes a waveform
record Engines(CoreConfig config, Optional<Path> waves) {

    Engine open(EngineName name) {
        return switch (name) {
            case INTERPRETER -> new Interpreter();
            case KERNEL -> new KernelEngine();
            case BUNDLE, RTL -> throw new InputError("--engine", name + " is not there yet");
        };
    }

    /// Runs a program outside of XDP: R1 points to `memory`, R2 is its length. R0, or empty if the program was stopped.
    OptionalLong result(EngineName name, Program program, Bytes memory) {
        return switch (name) {
            case INTERPRETER -> new Interpreter().result(program, memory);
            case KERNEL -> throw new InputError("--engine", "the kernel is asked about XDP programs only", "",
                    "Use interpreter, bundle or rtl");
            case BUNDLE, RTL -> throw new InputError("--engine", name + " is not there yet");
        };
    }
}
