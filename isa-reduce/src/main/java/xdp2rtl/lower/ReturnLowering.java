package xdp2rtl.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xdp2rtl.graph.CallNumber;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Width;

/// Goes back behind the call by which a shared function was entered: a search for the call's number, of which each step
/// is a block of few branches, for several of them stand in one bundle.
final class ReturnLowering {
    /// Ways out of a block: three branches beside the jump.
    private static final int WAYS = 4;

    private final Emitter emitter;
    private final Map<Integer, Draft> heads;
    private final List<Draft> ends;

    private record Way(int site, int unit) {}

    /// @param heads the drafts that units begin with; none for what no run comes to
    /// @param ends  to which all drafts are added that lead to units, but the last
    ReturnLowering(Emitter emitter, Map<Integer, Draft> heads, List<Draft> ends) {
        this.emitter = emitter;
        this.heads = heads;
        this.ends = ends;
    }

    /// @param site the number
    /// @param next by number, the unit behind the call
    void go(Value site, List<Integer> next) {
        List<Way> ways = new ArrayList<>();
        for (int number = 0; number < next.size(); number++) {
            if (heads.containsKey(next.get(number))) {
                ways.add(new Way(number, next.get(number)));
            }
        }
        search(site, ways);
    }

    private void search(Value site, List<Way> ways) {
        if (ways.isEmpty()) {
            emitter.exit(Value.ZERO);
            return;
        }
        if (ways.size() <= WAYS) {
            for (Way way : ways.subList(0, ways.size() - 1)) {
                emitter.branch(Cond.EQ, Width.W64, site, number(way), heads.get(way.unit()));
            }
            emitter.jump(heads.get(ways.getLast().unit()));
            return;
        }
        // Full blocks of the last step, as many as there must be, dealt out evenly.
        int blocks = Math.min(WAYS, (ways.size() + WAYS - 1) / WAYS);
        List<Draft> steps = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            steps.add(emitter.open());
            if (i < blocks - 1) {
                emitter.branch(Cond.LT, Width.W64, site, number(ways.get(border(ways, blocks, i + 1))),
                        steps.getLast());
            }
        }
        emitter.jump(steps.getLast());
        for (int i = 0; i < blocks; i++) {
            emitter.begin(steps.get(i));
            search(site, ways.subList(border(ways, blocks, i), border(ways, blocks, i + 1)));
            if (i < blocks - 1) {
                ends.add(emitter.current());
            }
        }
    }

    private static Value number(Way way) { return Value.of(CallNumber.of(way.site())); }

    private static int border(List<Way> ways, int blocks, int block) { return ways.size() * block / blocks; }
}
