package xdp2rtl.cli;

import java.util.Optional;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;

/// Whether programs are supported.
record Support(Compiler compiler) {

    /// Why not; empty if it is.
    Optional<InputError> refusal(Program program) {
        try {
            compiler.check(program);
            return Optional.empty();
        } catch (InputError refusal) {
            return Optional.of(refusal);
        }
    }
}
