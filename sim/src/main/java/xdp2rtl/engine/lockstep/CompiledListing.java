package xdp2rtl.engine.lockstep;

import java.util.Optional;
import java.util.StringJoiner;
import xdp2rtl.compile.Compiled;
import xdp2rtl.elf.CLine;
import xdp2rtl.graph.Step;
import xdp2rtl.schedule.Source;

/// The bundles of a compiled program, each operation with the C line that it does the work of.
public record CompiledListing(Compiled compiled) implements Listing {

    @Override public String bundle(int address) {
        StringJoiner text = new StringJoiner("\n");
        text.add(Listing.of(compiled.schedule().bundles()).bundle(address));
        if (address < compiled.schedule().sources().size()) {
            compiled.schedule().sources().get(address).stream().flatMap(Optional::stream).map(this::line).flatMap(Optional::stream)
                .distinct().forEach(line -> text.add("C " + line));
        }
        return text.toString();
    }

    private Optional<CLine> line(Source source) {
        Step step = compiled.reduction().graph().blocks().get(source.block()).steps().get(source.step());
        return step.origin() == Step.NOWHERE ? Optional.empty()
            : compiled.program().line(compiled.program().code().get(step.origin()).slot());
    }
}
