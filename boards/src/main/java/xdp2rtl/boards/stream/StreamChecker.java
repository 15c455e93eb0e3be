package xdp2rtl.boards.stream;

import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Looks at an AXI4-Stream and asserts its rules. Simulation only: with the macro ASSERTIONS.")
public final class StreamChecker extends Component {
    private final int bytes;
    private final int userBits;

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
        this.bytes = bytes;
        this.userBits = userBits;
        super("stream_checker_" + bytes + "_u" + userBits);
    }

    @Override protected void logic() {
        waiting.next(valid.and(ready.not()));
        offered.next(Bits.concat(List.of(user, last, keep, data)));
        check("an_offer_stays", waiting.not().or(valid));
        check("what_is_offered_stays", waiting.not()
                .or(offered.is(Bits.concat(List.of(user, last, keep, data)))));
        check("no_empty_beat", valid.not().or(keep.bit(0)));
        check("bytes_are_contiguous", valid.not()
                .or(keep.high(bytes - 1).and(keep.low(bytes - 1).not()).any().not()));
        check("only_the_last_beat_is_short", valid.not().or(last).or(keep.all()));
    }
}
