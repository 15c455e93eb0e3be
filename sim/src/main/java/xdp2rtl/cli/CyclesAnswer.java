package xdp2rtl.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Lines;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.cli.common.Table;
import xdp2rtl.compile.Compiled;
import xdp2rtl.cycles.PathCycles;
import xdp2rtl.cycles.TraceCycles;
import xdp2rtl.cycles.WayRate;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;

/// What `cycles` says.
record CyclesAnswer(Compiled compiled, ProgramRemarks remarks, PathCycles paths,
        Optional<TraceCycles> trace) implements Answer {
    private static final int LINE_WIDTH = 70;
    /// Means that differ by less than this share are the same.
    private static final double SAME = 0.005;
    private static final List<Integer> LINKS = List.of(10, 25, 40, 100);

    /// What only a trace can say, and why two means of one trace differ.
    private static final String MEANS = """
            --pcap says also the mean: bundles that a packet of a trace issues, run alone; how often each way is taken decides it
            and the saturated mean: cycles from packet to packet, all contexts at work; waiting for maps and the link's beats is in it
            """;

    @Override public String text() {
        var text = new StringBuilder("%s: %d slots, %d instructions -> %d operations -> %d bundles\n".formatted(
                compiled.program().name(), compiled.program().slots(), compiled.program().code().size(),
                compiled.reduction().after(), compiled.schedule().bundles().size()));
        CoreConfig config = remarks.core();
        text.append("core %s: %s, %d MHz\n%s\n".formatted(config.name(), config.size(), config.clockMhz(),
                remarks.memory()));
        text.append("\ncycles (issue slots) of a packet, by the schedule: best %d, worst %s\n".formatted(paths.best(),
                number(paths.worst(), "without a known bound")));
        text.append('\n').append(ends());
        text.append(
                "Mpps: %d-byte frames a second, in millions, if all take the way of so many bundles; waiting for maps is not in it\n"
                        .formatted(WayRate.FRAME_BYTES));
        if (trace.isEmpty()) {
            text.append(MEANS);
        }
        text.append(remarks.warnings());
        trace.ifPresent(measured -> text.append(measured(measured)));
        return text.toString();
    }

    private Table ends() {
        var table = new Table("ends with", ">best", ">worst", ">Mpps", ">at worst", ">paths", "C line");
        for (PathCycles.End end : paths.byLine()) {
            table.row(action(end), end.shortest(), number(end.longest(), "-"), rate(end, end.shortest()),
                    end.longest().isPresent() ? rate(end, end.longest().getAsLong()) : "-",
                    end.ways().isPresent() ? "%,d".formatted(end.ways().getAsLong()) : "-",
                    end.line().map(line -> Lines.shortened(line, LINE_WIDTH)).orElse("-")
                            + PathCycles.afterText(end.line(), end.after()));
        }
        return table;
    }

    private String rate(PathCycles.End end, long bundles) {
        return "%.2f".formatted(WayRate.mpps(remarks.core(), bundles));
    }

    private static String measured(TraceCycles cycles) {
        var text = new StringBuilder(
                "\ncycles of the trace's %d packets: mean %.2f, median %d, 90%% %d, 99%% %d, most %d\n"
                        .formatted(cycles.packets(), cycles.mean(), cycles.median(), cycles.p90(), cycles.p99(),
                                cycles.max()));
        if (cycles.packets() > 0) {
            text.append("saturated: %.2f cycles a packet, latency %.1f cycles, %.2f Mpps\n".formatted(
                    cycles.steady().cyclesPerPacket(), cycles.steady().latency(), cycles.mpps()));
            text.append("""
                    mean: bundles that a packet issues, run alone; saturated: cycles from packet to packet, all %d contexts \
                    at work: %s
                    """.formatted(cycles.config().contexts() * cycles.config().cores(), difference(cycles)));
            var table = new Table(">link", ">share of its packets");
            LINKS.forEach(link -> table.row(link + " GbE", "%.1f %%".formatted(100 * cycles.shareOf(link))));
            text.append('\n').append(table);
        }
        return text.toString();
    }

    /// Why the two means differ.
    private static String difference(TraceCycles cycles) {
        double each = cycles.steady().cyclesPerPacket() * cycles.config().cores();
        if (each > cycles.mean() * (1 + SAME)) {
            return "more than the mean, as contexts wait for maps, the link's beats or each other's";
        }
        return each < cycles.mean() * (1 - SAME)
                ? "less than the mean, as maps hold other values when the trace is repeated" : "issue slots bind";
    }

    private static String action(PathCycles.End end) {
        return end.action().map(XdpAction::text).orElse("R0");
    }

    private static String number(OptionalLong value, String otherwise) {
        return value.isPresent() ? String.valueOf(value.getAsLong()) : otherwise;
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("program", compiled.program().name());
        json.addProperty("slots", compiled.program().slots());
        json.addProperty("instructions", compiled.program().code().size());
        json.addProperty("operations", compiled.reduction().after());
        json.addProperty("bundles", compiled.schedule().bundles().size());
        CoreConfig config = remarks.core();
        json.addProperty("lanes", config.lanes());
        json.addProperty("contexts", config.contexts());
        json.addProperty("cores", config.cores());
        json.addProperty("clock_mhz", config.clockMhz());
        Optional<TraceCycles> run = trace.filter(measured -> measured.packets() > 0);
        json.addProperty("packets", trace.map(TraceCycles::packets).orElse(0));
        json.add("cycles_mean", JsonText.orNull(run, measured -> JsonText.figure(measured.mean())));
        json.addProperty("cycles_max", run.map(TraceCycles::max).orElse(null));
        json.add("latency_mean", JsonText.orNull(run, measured -> JsonText.figure(measured.steady().latency())));
        json.add("cycles_per_packet",
                JsonText.orNull(run, measured -> JsonText.figure(measured.steady().cyclesPerPacket())));
        json.add("mpps", JsonText.orNull(run, measured -> JsonText.figure(measured.mpps())));
        json.addProperty("cycles_p50", run.map(TraceCycles::median).orElse(null));
        json.addProperty("cycles_p90", run.map(TraceCycles::p90).orElse(null));
        json.addProperty("cycles_p99", run.map(TraceCycles::p99).orElse(null));
        var links = new JsonObject();
        run.ifPresent(
                measured -> LINKS.forEach(link -> links.add(link + "GbE", JsonText.figure(measured.shareOf(link)))));
        json.add("line_rate_share", links);
        json.add("static", statics());
        remarks.addTo(json);
        return json;
    }

    private JsonObject statics() {
        var json = new JsonObject();
        json.addProperty("best", paths.best());
        json.addProperty("worst", boxed(paths.worst()));
        json.add("paths", JsonText.array(paths.byLine(), end -> {
            var one = new JsonObject();
            one.addProperty("action", action(end));
            one.addProperty("best", end.shortest());
            one.addProperty("worst", boxed(end.longest()));
            one.add("mpps_best", JsonText.figure(WayRate.mpps(remarks.core(), end.shortest())));
            one.add("mpps_worst", end.longest().isPresent()
                    ? JsonText.figure(WayRate.mpps(remarks.core(), end.longest().getAsLong()))
                    : JsonNull.INSTANCE);
            one.addProperty("paths", boxed(end.ways()));
            one.add("line", JsonText.orNull(end.line(), line -> new JsonPrimitive(line.toString())));
            one.add("after", JsonText.orNull(end.after(), line -> new JsonPrimitive(line.toString())));
            return one;
        }));
        return json;
    }

    private static Long boxed(OptionalLong value) {
        return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
    }
}
