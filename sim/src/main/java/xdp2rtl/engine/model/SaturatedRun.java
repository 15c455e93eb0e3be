package xdp2rtl.engine.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import xdp2rtl.compile.Compiled;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.EventRings;
import xdp2rtl.driver.MapStore;
import xdp2rtl.elf.Bytes;
import xdp2rtl.engine.AtOnce;
import xdp2rtl.port.CoreOutcome;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.Emission;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// Runs of the model in which packets wait at the input all the time, so that each context has one.
public final class SaturatedRun {
    private SaturatedRun() {}

    /// @param stimulus whose packets all have the same time
    public static AtOnce of(Compiled compiled, Stimulus stimulus) {
        List<MapStore> memories = CoresMaps.stores(compiled, stimulus, false);
        var core = new CoresModel(compiled.config(), CoreSetup.of(compiled, stimulus, false), memories);
        var host = new CoresMaps(compiled.layout(), compiled.places(), memories);
        int contexts = compiled.packetsAtOnce();
        SortedMap<String, MapContents> before = host.read(contexts);
        List<EventRings> rings = EventRings.areIn(compiled.layout())
                ? memories.stream().map(memory -> new EventRings(compiled.layout(), memory)).toList() : List.of();
        CorePacket.of(stimulus, stimulus.packets()).forEach(core::offer);
        var reports = new ArrayList<CoreReport>();
        var left = new ArrayList<Emission>();
        long start = System.nanoTime();
        while (!core.idle()) {
            core.step().ifPresent(report -> {
                reports.add(report);
                rings.forEach(ring -> ring.take().forEach(taken -> left.add(taken.emission())));
            });
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - start);
        reports.sort(Comparator.comparingLong(CoreReport::number));
        return new AtOnce(contexts, new Run("%d at once".formatted(contexts), outcomes(stimulus, reports),
                host.read(contexts), elapsed), before, left);
    }

    private static List<Outcome> outcomes(Stimulus stimulus, List<CoreReport> reports) {
        var next = reports.iterator();
        var outcomes = new ArrayList<Outcome>();
        for (Packet packet : stimulus.packets()) {
            outcomes.add(stimulus.notRunBecause(packet).<Outcome>map(Outcome.NotRun::new)
                    .orElseGet(() -> outcome(next.next(), stimulus)));
        }
        return outcomes;
    }

    /// A core that runs packets at once does not show those that it drops.
    private static Outcome outcome(CoreReport report, Stimulus stimulus) {
        Outcome outcome = CoreOutcome.of(report, stimulus.program());
        return !report.leaves(false) && outcome instanceof Outcome.Ran ran
                ? new Outcome.Ran(ran.result(), Optional.empty(), Bytes.empty(), ran.redirect(), ran.cycles())
                : outcome;
    }
}
