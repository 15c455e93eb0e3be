package xdp2rtl.image;

import java.util.List;
import java.util.regex.Pattern;
import xdp2rtl.graph.GraphText;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;

/// Bundles as text: address, `w` if it waits, the lanes in columns, `+` before what no branch squashes. Registers are
/// `r<lane>.<index>`, targets `@<address>`.
public final class Disassembly {
    private static final Pattern REGISTER = Pattern.compile("\\bv(\\d+)");

    private Disassembly() {}

    /// A line for each bundle, from address 0.
    public static String of(List<Bundle> bundles) {
        int lanes = bundles.getFirst().slots().size();
        int[] width = new int[lanes];
        for (Bundle bundle : bundles) {
            for (int lane = 0; lane < lanes; lane++) {
                width[lane] = Math.max(width[lane], slot(bundle, lane).length());
            }
        }
        var text = new StringBuilder();
        for (int address = 0; address < bundles.size(); address++) {
            var line = new StringBuilder("%4d%s".formatted(address, bundles.get(address).waits() ? "w" : " "));
            for (int lane = 0; lane < lanes; lane++) {
                line.append(lane == 0 ? "  " : " | ")
                        .append(("%-" + Math.max(1, width[lane]) + "s").formatted(slot(bundles.get(address), lane)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /// One operation with registers and targets assigned.
    public static String of(Operation operation) {
        return REGISTER.matcher(GraphText.of(operation)).replaceAll(match -> {
            Reg reg = new Reg(Integer.parseInt(match.group(1)));
            return "r" + reg.lane() + "." + reg.index();
        });
    }

    /// The operation of a lane, `.` if there is none.
    public static String slot(Bundle bundle, int lane) {
        return bundle.slots().get(lane).map(operation -> (bundle.keeps(lane) ? "+" : "") + of(operation)).orElse(".");
    }
}
