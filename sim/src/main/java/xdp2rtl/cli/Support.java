package xdp2rtl.cli;

import java.util.Optional;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;

/// Whether programs are supported: whether `compile` takes them for the same core, with what it then says of them.
record Support(Compiler compiler) {

    /// @param remarks of a program that is
    /// @param refusal why it is not
    record Judgement(Optional<ProgramRemarks> remarks, Optional<InputError> refusal) {}

    Judgement of(Program program) {
        try {
            return new Judgement(Optional.of(ProgramRemarks.of(compiler.compile(program), compiler.config())),
                    Optional.empty());
        } catch (InputError refusal) {
            return new Judgement(Optional.empty(), Optional.of(refusal));
        }
    }
}
