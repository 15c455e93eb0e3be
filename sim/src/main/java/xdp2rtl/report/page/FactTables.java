package xdp2rtl.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xdp2rtl.boards.Board;
import xdp2rtl.cycles.PathCycles;
import xdp2rtl.elf.CLine;
import xdp2rtl.flow.PlaceText;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.report.FlowNode;
import xdp2rtl.report.Latencies;
import xdp2rtl.report.MapPlace;
import xdp2rtl.report.ReportFacts;

/// The page's tables.
record FactTables(ReportFacts facts) {
    private static final List<Integer> LINKS = List.of(10, 25, 40, 100);

    /// Those that figures are shown of: the usual ones, and all ports of the board together.
    List<Integer> linkRates() {
        var rates = new TreeSet<>(LINKS);
        facts.hardware().board().ifPresent(board -> rates.add(board.ports() * board.gigabits()));
        return List.copyOf(rates);
    }

    TableView links() {
        return new TableView("Share of the trace's packets that links carry",
                List.of("link", ">share of its packets"), linkRates().stream().map(link -> RowView.withBar(
                        facts.cycles().shareOf(link), link + " GbE" + ofBoard(link),
                        Numbers.percent(facts.cycles().shareOf(link))))
                        .toList());
    }

    private String ofBoard(int link) {
        Optional<Board> board = facts.hardware().board().filter(it -> it.ports() * it.gigabits() == link);
        return board.map(it -> ", all %d of %s".formatted(it.ports(), it.name())).orElse("");
    }

    /// @param lineIds where C lines are on the page
    TableView ways(Map<String, String> lineIds) {
        return new TableView("Ways out of the program",
                List.of("ends with", ">of the packets", ">best", ">worst", ">ways", ":C line"),
                facts.ways().stream().map(way -> RowView.withBar(way.share(),
                        way.action().map(XdpAction::text).orElse("R0"), Numbers.percent(way.share()),
                        way.shortest(), number(way.longest()), number(way.ways()),
                        way.line().map(FactTables::line).orElse("-")
                                + PathCycles.afterText(way.line(), way.after()))
                        .to(way.line().map(line -> lineIds.getOrDefault(SourceView.key(line), "")).orElse("")))
                        .toList());
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? Numbers.count(value.getAsLong()) : "-";
    }

    private static String line(CLine line) {
        String file = line.file().substring(line.file().lastIndexOf('/') + 1);
        return new CLine(file, line.line(), line.column(), line.text()).toString();
    }

    TableView flow(List<FlowNode> shown) {
        return new TableView("Control flow", List.of("bundles", ">entered, a packet", ":leads to", ":C line"),
                shown.stream().map(node -> RowView.of(node.first() + "–" + node.last(), Numbers.percent(node.packets()),
                        node.edges().stream().map(edge -> "%s (%s)".formatted(
                                edge.to().map(to -> "bundle " + to).orElse(edge.action()),
                                Numbers.percent(edge.packets())))
                                .collect(Collectors.joining(", ")),
                        node.line().map(FactTables::line).orElse("-"))).toList());
    }

    TableView passes() {
        var rows = new ArrayList<RowView>();
        double built = Math.max(1, facts.compiled().reduction().before());
        rows.add(RowView.of("eBPF", "", "", Numbers.count(facts.compiled().program().code().size()), "instructions"));
        rows.add(RowView.withBar(1, "graph", "", "", Numbers.count(facts.compiled().reduction().before()),
                "operations"));
        facts.passes().forEach(pass -> rows.add(RowView.withBar(pass.left() / built, pass.name(), pass.runs(),
                pass.saved(), Numbers.count(pass.left()), "operations")));
        rows.add(
                RowView.of("schedule", "", "", Numbers.count(facts.compiled().schedule().bundles().size()), "bundles"));
        return new TableView("What each pass saved", List.of("stage", ">runs", ">saved", ">left", ""), rows);
    }

    String passesNote() {
        var report = facts.compiled().schedule().report();
        return ("Runs that changed something, operations that all of them saved, and what is left behind the "
                + "pass. The schedule expects %s bundles a packet; %s are the least (%s).")
                .formatted(Numbers.fixed(report.expected(), 2), Numbers.fixed(report.expectedBound(), 2),
                        report.bindingText());
    }

    TableView memory() {
        long used = facts.compiled().layout().usedBytes();
        int bytes = facts.compiled().config().mapBytes();
        int bundles = facts.compiled().schedule().bundles().size();
        return new TableView("Memory", List.of("memory", ">used", ">available"),
                List.of(RowView.withBar(used / (double) bytes, "map memory", Numbers.count(used) + " bytes",
                        Numbers.count(bytes)),
                        RowView.withBar(bundles / (double) facts.core().programBundles(), "program memory",
                                Numbers.count(bundles) + " bundles", Numbers.count(facts.core().programBundles()))));
    }

    TableView maps() {
        double bytes = facts.compiled().config().mapBytes();
        var heads = List.of("map", "type", ">entries", ">key", ">value", ">address", ">bytes");
        boolean several = facts.core().cores() > 1;
        return new TableView(several ? "Maps in the map memory of each core" : "Maps in the map memory",
                several ? Stream.concat(heads.stream(), Stream.of(":lies", ":why")).toList() : heads,
                facts.maps().stream().map(map -> RowView.withBar(map.bytes() / bytes, Stream.concat(
                        Stream.of(map.map().name(), map.map().type().text(),
                                Integer.toUnsignedString(map.map().maxEntries()), map.map().keySize(),
                                map.map().valueSize(),
                                "0x%x%s".formatted(map.address(), map.perContext() ? ", per context" : ""),
                                Numbers.count(map.bytes())),
                        several ? place(map) : Stream.of()).toArray())).toList());
    }

    private Stream<Object> place(MapPlace map) {
        var place = facts.compiled().places().of(map.map().name());
        return Stream.of(PlaceText.name(place), PlaceText.reason(place));
    }

    TableView rates() {
        List<Integer> links = linkRates();
        List<String> heads = Stream
                .concat(Stream.of(">bytes", ">Mpps"), links.stream().map(link -> ">%d GbE".formatted(link))).toList();
        return new TableView("Millions of packets a second by the size of frames", heads,
                facts.rates().stream().map(rate -> new RowView(Stream.concat(
                        Stream.of(Integer.toString(rate.bytes()), Numbers.fixed(rate.mpps(), 2)),
                        links.stream().map(link -> Numbers.fixed(RateFigure.mpps(link, rate.bytes()), 2))).toList(),
                        -1, "")).toList());
    }

    TableView latencies() {
        Latencies all = facts.latencies();
        int clock = facts.core().clockMhz();
        return new TableView("Latency", List.of("", ">median", ">90 %", ">99 %", ">most"),
                all.alone().isEmpty() ? List.of()
                        : List.of(latency("alone in the core", all.alone(), clock),
                                latency("under full load", all.saturated(), clock)));
    }

    private static RowView latency(String name, List<Long> all, int clock) {
        return RowView.of(name, cycles(all, 0.5, clock), cycles(all, 0.9, clock), cycles(all, 0.99, clock),
                cycles(all, 1, clock));
    }

    private static String cycles(List<Long> all, double share, int clock) {
        long cycles = Latencies.within(all, share);
        return "%s (%s)".formatted(Numbers.count(cycles), Numbers.time(cycles, clock));
    }

    TableView engines() {
        return new TableView("Engines", List.of("engine", ">seconds", ""), facts.engines().parts().stream()
                .map(part -> RowView.of(part.name(), part.ran() ? Numbers.fixed(part.seconds(), 3) : "",
                        part.ran() ? "" : "not available: " + part.reason()))
                .toList());
    }
}
