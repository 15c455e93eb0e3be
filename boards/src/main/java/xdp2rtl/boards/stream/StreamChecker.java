package xdp2rtl.boards.stream;

import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Looks at an AXI4-Stream and asserts its rules. Nothing but assertions: with the macro ASSERTIONS.")
public final class StreamChecker extends Component {
    private final int bytes;
    private final int userBits;
    private final boolean given;

    final In valid = in(1);
    final In ready = in(1);
    final In data = in(8 * bytes);
    final In keep = in(bytes);
    final In last = in(1);
    final In user = in(userBits);
    @Doc("a beat was offered and not taken in the cycle before")
    final Reg waiting = reg(1);
    final Reg offered = reg(9 * bytes + 1 + userBits).noReset();

    public StreamChecker(int bytes, int userBits) {
        this(bytes, userBits, false);
    }

    /// `given`: whether the rules are conditions on the surroundings ([Component#given]).
    public StreamChecker(int bytes, int userBits, boolean given) {
        this.bytes = bytes;
        this.userBits = userBits;
        this.given = given;
        super((given ? "stream_rules_" : "stream_checker_") + bytes + "_u" + userBits);
    }

    @Override protected void logic() {
        var beat = let("beat", Bits.concat(List.of(user, last, keep, data)));
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

    private void rule(String name, Bits holds) {
        if (given) given(name, holds);
        else check(name, holds);
    }

    /// Watches a stream, from the `logic()` of the component that has both.
    public void watch(Flow flow, Bits taken) {
        valid.assign(flow.valid());
        ready.assign(taken);
        data.assign(flow.data());
        keep.assign(flow.keep());
        last.assign(flow.last());
        user.assign(flow.side());
    }
}
