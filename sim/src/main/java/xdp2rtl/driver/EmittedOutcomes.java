package xdp2rtl.driver;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.port.Emission;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// What each packet of a sequential run has left for the host: the rings are emptied behind each.
public final class EmittedOutcomes {
    private EmittedOutcomes() {}

    /// Packets to be given to a core at once: those of one time, and one by one where a program leaves something, for
    /// rings do not say whose it is.
    public static List<List<Packet>> batches(Stimulus stimulus, MapLayout layout, int most) {
        List<Packet> packets = stimulus.packets();
        int size = EventRings.areIn(layout) ? 1 : most;
        var batches = new ArrayList<List<Packet>>();
        for (int from = 0, to; from < packets.size(); from = to) {
            long time = stimulus.nanosecondsOf(packets.get(from));
            to = from + 1;
            while (to < packets.size() && to - from < size && stimulus.nanosecondsOf(packets.get(to)) == time) {
                to++;
            }
            batches.add(packets.subList(from, to));
        }
        return batches;
    }

    /// The outcomes of a batch with what is in the rings of the cores' map memories, which are empty afterwards. A
    /// packet that ended in a fault keeps its fault.
    public static List<Outcome> of(List<Outcome> batch, MapLayout layout, List<? extends MapMemoryAccess> memories) {
        if (!EventRings.areIn(layout)) { return batch; }
        var left = new ArrayList<Emission>();
        long lost = 0;
        for (MapMemoryAccess memory : memories) {
            var rings = new EventRings(layout, memory);
            rings.take().forEach(taken -> left.add(taken.emission()));
            lost += rings.takeLostTexts();
        }
        if (lost > 0) {
            left.add(new Emission.LostTexts(lost));
        }
        return batch.stream().map(outcome -> outcome instanceof Outcome.Ran ran ? ran.withEmissions(left) : outcome)
                .toList();
    }
}
