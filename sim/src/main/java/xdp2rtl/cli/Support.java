package xdp2rtl.cli;

import java.util.Optional;
import xdp2rtl.build.GraphBuilder;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.ProgramCheck;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.types.Entry;

/// Whether programs can be compiled for a core: what the front end of the compiler says, without scheduling them.
record Support(CoreConfig config) {

    /// Why not; empty if it can.
    Optional<InputError> refusal(Program program) {
        try {
            ProgramCheck.check(program);
            GraphBuilder.build(program, MapLayout.of(program.maps(), config), Entry.XDP);
            return Optional.empty();
        } catch (InputError refusal) {
            return Optional.of(refusal);
        }
    }
}
