package xdp2rtl.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xdp2rtl.image.Disassembly;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Unit;
import xdp2rtl.report.ReportFacts;
import xdp2rtl.report.ScheduledBundle;
import xdp2rtl.report.SlotReason;

/// The schedule: bundles down, lanes across.
///
/// @param lanes what the lanes have besides computing and branching
/// @param rows  at most [#MOST]
/// @param note  what is left out, may be empty
public record GridView(List<String> lanes, List<Row> rows, String note) {
    /// Bundles that are shown.
    private static final int MOST = 1000;

    /// @param issues how often a packet issues it
    /// @param heat   per cent of the colour
    public record Row(int address, boolean entry, boolean waits, String issues, int heat, List<Cell> cells) {}

    /// A slot; without an operation the texts are empty.
    /// @param kind   style of what it does
    /// @param reason a word
    /// @param by     the slot that keeps it, as `12.3`; may be empty
    /// @param why    a sentence
    /// @param line   id of the C line; may be empty
    /// @param number of the C line
    public record Cell(String id, String operation, String kind, String reason, String by, String why, String line,
            String number) {
        public String target() {
            return SourceView.slotId(by);
        }

        public boolean isEmpty() { return operation.isEmpty(); }
    }

    static GridView of(ReportFacts facts, Map<String, String> lineIds) {
        List<ScheduledBundle> all = facts.schedule().bundles();
        List<ScheduledBundle> shown = all.size() <= MOST ? all
                : all.stream().sorted(Comparator.comparingDouble(ScheduledBundle::issues).reversed()).limit(MOST)
                        .sorted(Comparator.comparingInt(ScheduledBundle::address)).toList();
        var targets = shown.stream().map(ScheduledBundle::address).collect(Collectors.toSet());
        double most = shown.stream().mapToDouble(ScheduledBundle::issues).max().orElse(0);
        var rows = new ArrayList<Row>();
        for (ScheduledBundle bundle : shown) {
            List<Cell> cells = IntStream.range(0, bundle.slots().size())
                    .mapToObj(lane -> bundle.slots().get(lane)
                            .map(slot -> cell(bundle.address(), lane, slot, lineIds,
                                    slot.reason().by().filter(by -> targets.contains(by.bundle())).isPresent()))
                            .orElse(new Cell("", "", "", "", "", "", "", "")))
                    .toList();
            rows.add(new Row(bundle.address(), bundle.entry(), bundle.waits(), Numbers.slots(bundle.issues()),
                    Heats.percent(most == 0 ? 0 : bundle.issues() / most), cells));
        }
        return new GridView(lanes(facts.core()), rows, shown.size() == all.size() ? ""
                : "The %s bundles that issue most of %s.".formatted(Numbers.count(MOST), Numbers.count(all.size())));
    }

    private static Cell cell(int address, int lane, ScheduledBundle.Slot slot, Map<String, String> lineIds,
            boolean shown) {
        SlotReason reason = slot.reason();
        String by = shown ? reason.by().map(Object::toString).orElse("") : "";
        return new Cell(SourceView.slotId(address + "." + lane), Disassembly.of(slot.operation()),
                kind(slot.operation()), reason.reason().text(), by, reason.reason().meaning(),
                slot.line().map(line -> lineIds.getOrDefault(SourceView.key(line), "")).orElse(""),
                slot.line().map(line -> Integer.toString(line.line())).orElse(""));
    }

    private static String kind(Operation operation) {
        if (operation instanceof Operation.Transfer) { return "u-branch"; }
        return operation.unit().map(unit -> switch (unit) {
            case PACKET_LOAD, PACKET_STORE -> "u-packet";
            case STACK -> "u-stack";
            case MAP -> "u-map";
            case REQUEST -> "u-request";
            case MULTIPLY, FOLD -> "u-compute";
            case CONTEXT -> "u-context";
        }).orElse("u-compute");
    }

    private static List<String> lanes(CoreConfig core) {
        return core.units().stream().map(units -> units.stream().sorted().map(GridView::name)
                .collect(Collectors.joining(", "))).toList();
    }

    private static String name(Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
