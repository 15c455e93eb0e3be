package xdp2rtl.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import xdp2rtl.engine.model.ContextPhase;

/// What keeps packets from being faster when they wait at the input all the time.
///
/// @param name  a few words
/// @param share of the cycles in which it is at work, 0 to 1
/// @param means what would help, a sentence
public record Bottleneck(String name, double share, String means) {
    /// A part that works in so many cycles has no room for more.
    private static final double BUSY = 0.95;

    static Bottleneck of(Occupancy seen) {
        return parts(seen).stream().filter(part -> part.share >= BUSY).findFirst().orElseGet(() -> waiting(seen));
    }

    /// The parts that a packet takes for itself, one after the other.
    private static List<Bottleneck> parts(Occupancy seen) {
        return List.of(new Bottleneck("issue slots", seen.issue(),
                "The core issues a bundle in nearly every cycle: only fewer bundles on the packets' ways, "
                        + "or more cores, make it faster."),
                new Bottleneck("the map unit", seen.mapUnit(),
                        "Requests of all packets go through one map unit: fewer lookups, updates and atomic "
                                + "operations, or shorter keys and values, make it faster."),
                new Bottleneck("the divider", seen.divider(),
                        "Divisions of all packets go through one divider: fewer divisions by variables make "
                                + "it faster."),
                new Bottleneck("the input stream", seen.input(),
                        "Packets come in beat by beat: the core is done before the next packet has arrived."),
                new Bottleneck("the output stream", seen.output(),
                        "Packets leave one after the other: the core is done before the packet in front of "
                                + "it has left."));
    }

    private static Bottleneck waiting(Occupancy seen) {
        Bottleneck busiest = parts(seen).stream().max(Comparator.comparingDouble(Bottleneck::share)).orElseThrow();
        ContextPhase most = Stream.of(ContextPhase.values()).max(Comparator.comparingDouble(seen::of)).orElseThrow();
        return new Bottleneck("the number of contexts", 1 - seen.of(ContextPhase.EMPTY),
                ("No part of the core is busy all the time; the busiest, %s, works in %.0f %% of the "
                        + "cycles. A context %s in %.0f %% of its cycles%s. "
                        + "More contexts keep more packets in flight.").formatted(busiest.name, 100 * busiest.share,
                                most.text(), 100 * seen.of(most), because(most)));
    }

    private static String because(ContextPhase most) {
        return switch (most) {
            case LEAVING -> ": packets leave in the order in which they came, so fast ones wait for slow ones";
            case WAITING -> ": requests take longer than the bundles between them";
            case EMPTY, LOADING, READY, ISSUING, EXECUTING, DRAINING -> "";
        };
    }
}
