package xdp2rtl.core.control;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Guarded;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("The number of the lowest bit that is set. Groups of up to six bits, then three groups at a time: a LUT each, "
        + "so two "
        + "levels for 16 bits.")
public final class LowestSet extends Component {
    /// Bits of a group: what a LUT has inputs.
    private static final int GROUP = 6;
    /// Groups that are joined at a time: two conditions and three values are five inputs.
    private static final int JOINED = 3;

    private final int width;

    public final In of = in(width);
    public final Out any = out(1);
    @Doc("0 if none is set")
    public final Out index = out(bitsFor(width - 1L));

    /// Of so many bits.
    public LowestSet(int width) {
        this.width = width;
        super("lowest_set_" + width);
    }

    /// The lowest set bit of those from `from` to `to`, both included.
    private record Range(int from, int to, Bits index) {}

    @Override protected void logic() {
        any.assign(of.any());
        var ranges = groups();
        while (ranges.size() > JOINED) ranges = joined(ranges);
        index.assign(first(ranges));
    }

    private List<Range> groups() {
        int count = (width + GROUP - 1) / GROUP;
        var groups = new ArrayList<Range>();
        for (int i = 0; i < count; i++) {
            int from = i * width / count;
            int to = (i + 1) * width / count - 1;
            groups.add(range(from, to, lowest(from, to)));
        }
        return groups;
    }

    private Bits lowest(int from, int to) {
        var choices = new ArrayList<Guarded>();
        boolean last = to == width - 1;
        for (int i = from; i < (last ? width : to); i++) choices.add(new Guarded(of.bit(i), number(i)));
        return Bits.priority(choices, number(last ? 0 : to));
    }

    private List<Range> joined(List<Range> ranges) {
        var joined = new ArrayList<Range>();
        for (int i = 0; i < ranges.size(); i += JOINED) {
            var some = ranges.subList(i, Math.min(i + JOINED, ranges.size()));
            joined.add(some.size() == 1 ? some.getFirst()
                    : range(some.getFirst().from, some.getLast().to, first(some)));
        }
        return joined;
    }

    private Bits first(List<Range> ranges) {
        var choices = new ArrayList<Guarded>();
        for (var range : ranges.subList(0, ranges.size() - 1)) choices.add(new Guarded(any(range), range.index));
        return Bits.priority(choices, ranges.getLast().index);
    }

    private Bits any(Range range) {
        return of.bits(range.to, range.from).any();
    }

    private Range range(int from, int to, Bits index) {
        return new Range(from, to, let("lowest_" + from + "_" + to, index));
    }

    private Bits number(int i) {
        return Bits.of(index.width(), i);
    }
}
