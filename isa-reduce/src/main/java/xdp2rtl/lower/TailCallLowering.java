package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import java.util.List;
import java.util.Map;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.elf.NameTable;
import xdp2rtl.elf.TailTarget;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.maps.Placement;
import xdp2rtl.share.Unit;
import xdp2rtl.verifier.TailCalls;

/// bpf_tail_call (kernel/bpf/core.c): the number of the program is loaded from the map and compared with those that can
/// stand there.
///
/// Calls are counted only where a run might make more than Linux allows. A call that finds no program does not count.
final class TailCallLowering {
    private static final Variable COUNT = new Variable.TailCalls();

    private final Cfg cfg;
    private final Site site;
    private final boolean counts;

    /// @param successors the units that a run can go to from each unit that it can reach
    TailCallLowering(Cfg cfg, Site site, List<Unit> units, Map<Integer, List<Integer>> successors) {
        this.cfg = cfg;
        this.site = site;
        this.counts = isCountNeeded(units, successors);
    }

    /// @param next  the units behind the call, see [Terminator#successors]
    /// @param heads the drafts that units begin with
    void call(Terminator.TailCall tail, List<Integer> next, Map<Integer, Draft> heads) {
        List<Integer> targets = TailCalls.targets(cfg, site.state(), tail);
        if (!targets.isEmpty()) {
            int number = TailCalls.map(site.state(), tail);
            Placement.Array array = (Placement.Array) site.layout.placement(number);
            Value entry = MapLowering.entry(site, array, number, site.emitter.low32(site.read(TailCalls.INDEX)));
            if (counts) {
                entry = site.emitter.choose(
                        site.emitter.compare(Cond.LT, W64, site.read(COUNT), Value.of(TailCalls.MOST)), entry, 0);
            }
            NameTable table = array.map().programs().orElseThrow();
            // A branch of constants would end the block: an entry is loaded, or it is 0.
            for (int target : targets) {
                TailTarget program = cfg.program().linkage().targets().get(target);
                site.emitter.branch(Cond.EQ, W64, entry, Value.of(table.number(program.name()).orElseThrow()),
                        heads.get(next.get(target + 1)));
            }
        }
        site.emitter.jump(heads.get(next.getFirst()));
    }

    /// In the block that begins a program.
    void count() {
        if (counts) {
            site.write(COUNT, site.emitter.alu(AluOp.ADD, site.read(COUNT), 1));
        }
    }

    /// Whether tail calls can lead back to a program that has made them, or there are more programs than calls.
    private static boolean isCountNeeded(List<Unit> units, Map<Integer, List<Integer>> successors) {
        List<Integer> begins = successors.keySet().stream()
                .filter(unit -> units.get(unit).code().filter(code -> code.flow() instanceof Terminator.Begin)
                        .isPresent())
                .toList();
        return begins.size() > TailCalls.MOST
                || begins.stream().anyMatch(unit -> RedirectCalls.after(successors, unit).contains(unit));
    }
}
