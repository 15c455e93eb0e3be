package xdp2rtl.report.page;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.engine.model.ContextPhase;
import xdp2rtl.report.FlowNode;
import xdp2rtl.report.Occupancy;
import xdp2rtl.report.Reason;
import xdp2rtl.report.ReportFacts;

/// Makes the page's words and figures of the facts.
final class PageViews {
    /// Boxes of control flow that are shown.
    private static final int MOST_NODES = 200;

    private final ReportFacts facts;
    private final FactTables tables;

    private PageViews(ReportFacts facts) {
        this.facts = facts;
        tables = new FactTables(facts);
    }

    static PageView of(ReportFacts facts) {
        return new PageViews(facts).page();
    }

    private PageView page() {
        Map<String, String> lineIds = new HashMap<>();
        List<SourceView> sources = SourceView.all(facts, lineIds);
        var program = facts.compiled().program();
        var lead = new Lead(facts);
        var hardware = new HardwareTable(facts.hardware());
        return new PageView(program.name(),
                "%s, section %s, on core %s: %s, %d MHz".formatted(program.source().object(),
                        program.source().section(), facts.core().name(), facts.core().size(), facts.core().clockMhz()),
                lead.stats(), lead.sentences(), facts.engines().agrees(), tables.links(), reasons(), sources,
                Numbers.slots(facts.nowhere()), GridView.of(facts, lineIds), flow(), tables.ways(lineIds), timeline(),
                units(),
                phases(), tables.passes(), tables.passesNote(), facts.runs(), tables.memory(), tables.maps(),
                hardware.table(),
                hardware.note(),
                rates(), latency(), tables.engines(), lead.trace(), remarks());
    }

    private TableView reasons() {
        double total = facts.cycles().mean();
        return new TableView("What issue slots are spent on",
                List.of("reason", ">a packet", ":keeps an operation from standing a bundle earlier"),
                Stream.of(Reason.values()).filter(reason -> facts.schedule().shares().getOrDefault(reason, 0.0) > 0)
                        .sorted(Comparator.comparingDouble((Reason reason) -> -facts.schedule().shares().get(reason)))
                        .map(reason -> RowView.withBar(total == 0 ? 0 : facts.schedule().shares().get(reason) / total,
                                reason.text(), Numbers.slots(facts.schedule().shares().get(reason)), reason.meaning()))
                        .toList());
    }

    private FigureView flow() {
        List<FlowNode> all = facts.flow();
        List<FlowNode> shown = all.size() <= MOST_NODES ? all
                : all.stream().filter(node -> node.packets() > 0)
                        .sorted(Comparator.comparingDouble(FlowNode::packets).reversed()).limit(MOST_NODES)
                        .sorted(Comparator.comparingInt(FlowNode::first)).toList();
        String note = shown.size() == all.size() ? ""
                : "%s of %s boxes are shown: those that the trace enters, at most %s of them.".formatted(
                        Numbers.count(shown.size()), Numbers.count(all.size()), Numbers.count(MOST_NODES));
        return new FigureView(new FlowFigure(shown, true).drawing(), note, tables.flow(shown));
    }

    private FigureView timeline() {
        Occupancy seen = facts.occupancy();
        boolean none = seen.window().isEmpty();
        return new FigureView(none ? nothing() : new TimelineFigure(seen.window()).drawing(),
                none ? "The trace has no packet for the program." : "", phaseTable(seen));
    }

    private static TableView phaseTable(Occupancy seen) {
        return new TableView("Share of the contexts' cycles", List.of("a context", ">share of its cycles"),
                Stream.of(ContextPhase.values())
                        .map(phase -> RowView.withBar(seen.of(phase), phase.text(), Numbers.percent(seen.of(phase))))
                        .toList());
    }

    private TableView units() {
        Occupancy seen = facts.occupancy();
        return new TableView("Share of the cycles in which a unit works", List.of("unit", ">works"),
                List.of(unit("issue slots", seen.issue()), unit("map unit", seen.mapUnit()),
                        unit("divider", seen.divider()),
                        unit("input stream", seen.input()), unit("output stream", seen.output())));
    }

    private static RowView unit(String name, double share) {
        return RowView.withBar(share, name, Numbers.percent(share));
    }

    private List<PageView.LegendView> phases() {
        return Stream.of(ContextPhase.values()).map(phase -> new PageView.LegendView(TimelineFigure.style(phase),
                phase.text(), Numbers.percent(facts.occupancy().of(phase)))).toList();
    }

    private FigureView rates() {
        return new FigureView(facts.rates().isEmpty() ? nothing()
                : new RateFigure(facts.rates(), tables.linkRates()).drawing(),
                "Solid: this core; dashed: what links carry. Each size: the trace's packets that are not "
                        + "longer, padded with zeroes, as many as 250 of them.",
                tables.rates());
    }

    private FigureView latency() {
        return new FigureView(facts.latencies().alone().isEmpty() ? nothing()
                : new LatencyFigure(facts.latencies(), facts.core().clockMhz()).drawing(), "", tables.latencies());
    }

    private static Content nothing() {
        return output -> output.writeContent("");
    }

    private List<String> remarks() {
        var remarks = new ArrayList<String>();
        Stream.of(facts.remarks().links(), facts.remarks().warnings()).flatMap(text -> Stream.of(text.split("\n\n")))
                .map(String::strip).filter(text -> !text.isEmpty()).forEach(remarks::add);
        if (facts.stopped() > 0) {
            remarks.add("The hardware stopped %s of the packets.".formatted(Numbers.percent(facts.stopped())));
        }
        if (facts.compiled().config().cores() > 1) {
            remarks.add("%s; timeline and units are those of the first."
                    .formatted(CountText.of(facts.compiled().config().cores(), "core")));
        }
        return remarks;
    }
}
