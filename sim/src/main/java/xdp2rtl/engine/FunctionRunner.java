package xdp2rtl.engine;

import java.util.OptionalLong;

import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;

/// Something that runs eBPF programs which are not XDP programs: functions of a piece of memory.
public interface FunctionRunner {

    /// Runs a program with R1 pointing to a copy of `memory` (0 if it is empty) and R2 its length; gives all 64 bits of
    /// R0, or empty if the program was stopped. Such a program uses no maps.
    /// @throws EngineUnavailable if this machine cannot run this engine
    /// @throws xdp2rtl.diagnostic.InputError if the program cannot be run
    OptionalLong result(Program program, Bytes memory);
}
