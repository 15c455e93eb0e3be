package xdp2rtl.engine.lockstep;

import java.util.List;
import java.util.StringJoiner;
import xdp2rtl.image.Disassembly;
import xdp2rtl.isa.Bundle;

/// How a bundle is shown in a [Divergence].
public interface BundleText {
    /// The bundle at an address, with the C lines it comes from where they are known; may have several lines.
    String bundle(int address);

    /// Operations as they are, for programs that come from no source.
    static BundleText of(List<Bundle> program) {
        return address -> {
            if (address >= program.size()) { return address + ": behind the program"; }
            Bundle bundle = program.get(address);
            StringJoiner text = new StringJoiner("\n");
            text.add(address + ":" + (bundle.waits() ? " waits" : ""));
            for (int lane = 0; lane < bundle.slots().size(); lane++) {
                if (bundle.slots().get(lane).isPresent()) {
                    text.add("lane " + lane + ": " + Disassembly.slot(bundle, lane));
                }
            }
            return text.toString();
        };
    }
}
