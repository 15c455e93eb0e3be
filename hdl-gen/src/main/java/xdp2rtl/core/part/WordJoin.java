package xdp2rtl.core.part;

import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Words of which at most one is not 0, joined by or; the result comes a cycle later. Words of block RAM are late "
        + "in their cycle, so more "
        + "than three are joined by halves, and the halves behind the registers.")
public final class WordJoin extends Component {
    /// Words that one level of LUTs joins behind a block RAM.
    private static final int AT_ONCE = 3;

    /// Of which all but one are 0.
    public final List<In> word;
    /// That one, in the same cycle.
    public final Out joined = out(64);

    final List<Reg> part;

    /// For so many words of 64 bits.
    public WordJoin(int words) {
        super("word_join_" + words);
        word = ins(words, 64);
        part = regs(words > AT_ONCE ? 2 : 1, 64);
    }

    @Override protected void logic() {
        int half = part.size() == 1 ? 0 : word.size() / 2;
        part.getLast().noReset().next(or(word.subList(half, word.size())));
        if (half > 0) part.getFirst().noReset().next(or(word.subList(0, half)));
        joined.assign(or(part));
    }

    private static Bits or(List<? extends Bits> words) {
        return words.stream().<Bits>map(each -> each).reduce(Bits::or).orElseThrow();
    }
}
