package xdp2rtl.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operation;
import xdp2rtl.port.CorePacket;

/// Makes a run that shows a difference smaller while it still shows one: fewer packets, fewer operations, fewer waits.
final class Shrinker {
    private final Predicate<RandomRun> differs;
    private RandomRun least;

    private Shrinker(RandomRun run, Predicate<RandomRun> differs) {
        this.differs = differs;
        least = run;
    }

    static RandomRun shrink(RandomRun run, Predicate<RandomRun> differs) {
        Shrinker shrinker = new Shrinker(run, differs);
        shrinker.packets();
        shrinker.operations();
        return shrinker.least;
    }

    private void packets() {
        for (int step = Math.max(1, least.packets().size() / 2); step >= 1; step /= 2) {
            int at = 0;
            while (at < least.packets().size()) {
                List<CorePacket> fewer = new ArrayList<>(least.packets());
                fewer.subList(at, Math.min(at + step, fewer.size())).clear();
                if (!keeps(new RandomRun(least.setup(), least.maps(), fewer))) {
                    at += step;
                }
            }
        }
    }

    private void operations() {
        for (int row = 0; row < least.setup().program().size(); row++) {
            Bundle bundle = least.setup().program().get(row);
            keeps(with(row, new Bundle(bundle.slots().stream().map(_ -> Optional.<Operation>empty()).toList(),
                    bundle.waits())));
            for (int lane = 0; lane < bundle.slots().size(); lane++) {
                List<Optional<Operation>> slots = new ArrayList<>(least.setup().program().get(row).slots());
                if (slots.set(lane, Optional.empty()).isPresent()) {
                    keeps(with(row, new Bundle(slots, bundle.waits(), bundle.kept())));
                }
            }
            if (bundle.waits()) {
                keeps(with(row, new Bundle(least.setup().program().get(row).slots(), false, bundle.kept())));
            }
            if (bundle.kept() != 0) {
                Bundle now = least.setup().program().get(row);
                keeps(with(row, new Bundle(now.slots(), now.waits())));
            }
        }
    }

    private RandomRun with(int row, Bundle bundle) {
        CoreSetup s = least.setup();
        List<Bundle> program = new ArrayList<>(s.program());
        program.set(row, bundle);
        return new RandomRun(new CoreSetup(program, s.descriptors(), s.cpuBase(), s.cpuBytes(), s.sequential(),
                s.emitAll(), s.slotLimit(),
                s.time(), s.random(), s.dispatch(), s.room(), s.fragments()), least.maps(), least.packets());
    }

    private boolean keeps(RandomRun smaller) {
        if (!differs.test(smaller)) { return false; }
        least = smaller;
        return true;
    }
}
