package xdp2rtl.boards.stream;

import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Reg;

@Doc("Looks at an AXI4-Stream and asserts its rules. Nothing but assertions: with the macro ASSERTIONS.")
public final class StreamChecker extends StreamWatcher {
    @Doc("a beat was offered and not taken in the cycle before")
    final Reg waiting = reg(1);
    final Reg offered = reg(9 * bytes + 1 + side.width()).noReset();

    public StreamChecker(int bytes, int userBits) {
        this(bytes, userBits, false);
    }

    /// `given`: whether the rules are conditions on the surroundings ([xdp2rtl.hdl.Component#given]).
    public StreamChecker(int bytes, int userBits, boolean given) {
        super((given ? "stream_rules_" : "stream_checker_") + bytes + "_u" + userBits, bytes, userBits, given);
    }

    @Override protected void logic() {
        var beat = let("beat", Bits.concat(List.of(side, last, keep, data)));
        waiting.next(valid.and(ready.not()));
        offered.next(beat);
        rule("an_offer_stays", waiting.not().or(valid));
        rule("what_is_offered_stays", waiting.not().or(offered.is(beat)));
        rule("no_empty_beat", valid.not().or(keep.bit(0)));
        if (bytes > 1) {
            var gap = keep.high(bytes - 1).and(keep.low(bytes - 1).not()).any();
            rule("bytes_are_contiguous", valid.not().or(gap.not()));
        }
        rule("only_the_last_beat_is_short", valid.not().or(last).or(keep.all()));
    }
}
