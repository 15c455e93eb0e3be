package xdp2rtl.report;

import java.util.Optional;
import xdp2rtl.compile.Compiled;
import xdp2rtl.elf.CLine;
import xdp2rtl.graph.Step;
import xdp2rtl.schedule.SourceStep;

/// Where the slots of bundles come from.
record CodeOrigins(Compiled compiled) {

    /// The place in the program's code of the instruction whose work a slot does; empty for a move that only hands a
    /// value on, and for an empty slot.
    Optional<Integer> instruction(int bundle, int lane) {
        return compiled.schedule().sources().get(bundle).get(lane).map(this::origin)
                .filter(origin -> origin != Step.NOWHERE);
    }

    /// The C line of an instruction.
    Optional<CLine> line(int instruction) {
        return compiled.program().line(compiled.program().code().get(instruction).slot());
    }

    private int origin(SourceStep step) {
        return compiled.reduction().graph().blocks().get(step.block()).steps().get(step.step()).origin();
    }
}
