package xdp2rtl.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import xdp2rtl.capture.MadeTrace;
import xdp2rtl.cycles.TraceCycles;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.report.Bottleneck;
import xdp2rtl.report.EngineResult;
import xdp2rtl.report.ReportFacts;

/// What the page begins with.
final class Lead {
    private final ReportFacts facts;

    Lead(ReportFacts facts) {
        this.facts = facts;
    }

    List<StatView> stats() {
        TraceCycles cycles = facts.cycles();
        int clock = facts.core().clockMhz();
        return List.of(new StatView(Numbers.fixed(cycles.mpps(), 2), "Mpps", "on this trace, full load"),
                new StatView(Numbers.fixed(cycles.mean(), 2), "issue slots", "a packet, mean; most %s"
                        .formatted(Numbers.count(cycles.max()))),
                new StatView(Numbers.fixed(cycles.steady().latency(), 1), "cycles",
                        "latency under full load, mean; %s".formatted(Numbers.time(cycles.steady().latency(), clock))),
                new StatView(Numbers.count(facts.compiled().schedule().bundles().size()), "bundles",
                        "for %s of eBPF; the program memory has room for %s".formatted(
                                CountText.of(facts.compiled().program().code().size(), "instruction"),
                                Numbers.count(facts.core().programBundles()))));
    }

    List<String> sentences() {
        var sentences = new ArrayList<String>();
        if (facts.cycles().packets() == 0) {
            sentences.add("The trace has no packet for the program; figures that need one are 0.");
        } else {
            Bottleneck bottleneck = facts.bottleneck();
            sentences.add("What binds it: %s (%s). %s".formatted(bottleneck.name(),
                    Numbers.percent(bottleneck.share()), bottleneck.means()));
        }
        sentences.add(worst());
        sentences.add(engines());
        return sentences;
    }

    private String worst() {
        var paths = facts.paths();
        CoreConfig core = facts.compiled().config();
        return paths.worst().isEmpty()
                ? ("By the schedule a packet takes %s at least; the most is not known, for there is a loop "
                        + "without a bound.")
                        .formatted(CountText.of(paths.best(), "issue slot"))
                : ("By the schedule any packet takes %s to %s; a core that only issued the longest way would "
                        + "do %s Mpps.")
                        .formatted(Numbers.count(paths.best()), CountText.of(paths.worst().getAsLong(), "issue slot"),
                                Numbers.fixed(core.cores() * core.clockMhz() / (double) paths.worst().getAsLong(), 1));
    }

    private String engines() {
        String names = facts.engines().parts().stream().filter(EngineResult::ran).map(EngineResult::name)
                .collect(Collectors.joining(", "));
        return "Engines (%s): %s.".formatted(names, facts.engines().verdict().strip().replace("\n", " "));
    }

    String trace() {
        return facts.origin().made()
                ? ("No capture was given: %s packets were made, the same every time (seed %d): UDP and TCP "
                        + "over IPv4 and IPv6 in every shape, with tags, options, fragments, cut headers, "
                        + "frames that are not IP, and random bytes. They take a program through its cold "
                        + "ways too, so its rate on real traffic differs; --pcap measures that.")
                        .formatted(Numbers.count(facts.cycles().packets()), MadeTrace.SEED)
                : "%s packets of %s.".formatted(Numbers.count(facts.cycles().packets()), facts.origin().name());
    }
}
