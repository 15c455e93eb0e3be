package xdp2rtl.core.maps;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Lines of a map memory that answers late, for who stands still while they come: what was read at READ is here when "
        + "as many cycles have passed, those not counted in which all stood still.")
final class LateLines extends Component {
    private final int latency;

    @Doc("all stands still")
    final In held = in(1);
    final In came = in(128);
    final Out line = out(128);

    @Doc("of the last cycles, how many stood still: so many lines have come too early")
    final Reg early;
    @Doc("lines that came before, the last one first")
    final List<Reg> kept;

    LateLines(Shape shape) {
        latency = shape.latency();
        super("late_lines");
        early = reg(bitsFor(latency));
        kept = regs(latency, 128);
        kept.forEach(Reg::noReset);
    }

    @Override protected void logic() {
        var stood = delayReset(latency, held, "held");
        when(held.and(stood.not()), () -> early.next(early.plus(1)))
                .elseWhen(held.not().and(stood), () -> early.next(early.minus(1)));
        when(stood.not(), () -> {
            Bits last = came;
            for (var it : kept) {
                it.next(last);
                last = it;
            }
        });
        var lines = new ArrayList<Bits>(List.of(came));
        lines.addAll(kept);
        while (lines.size() < 1 << early.width()) lines.add(kept.getLast());
        line.assign(select(early, lines));
    }
}
