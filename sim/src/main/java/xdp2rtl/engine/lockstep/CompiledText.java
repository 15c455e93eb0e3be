package xdp2rtl.engine.lockstep;

import java.util.StringJoiner;
import xdp2rtl.compile.Compiled;
import xdp2rtl.image.Listing;

/// The bundles of a compiled program, each with the C lines that it does the work of.
public record CompiledText(Compiled compiled) implements BundleText {

    @Override public String bundle(int address) {
        StringJoiner text = new StringJoiner("\n");
        text.add(BundleText.of(compiled.schedule().bundles()).bundle(address));
        if (address < compiled.schedule().bundles().size()) {
            Listing.lines(compiled.program(), compiled.reduction().graph(), compiled.schedule(), address)
                    .forEach(line -> text.add("C " + line));
        }
        return text.toString();
    }
}
