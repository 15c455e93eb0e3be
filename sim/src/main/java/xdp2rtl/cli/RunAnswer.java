package xdp2rtl.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Table;
import xdp2rtl.port.Emission;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.RedirectTarget;
import xdp2rtl.port.Run;

/// What `run` says.
record RunAnswer(String program, Run run, boolean list) implements Answer {

    @Override public String text() {
        var text = new StringBuilder("%s on engine %s: %d packets in %.3f s\n\n".formatted(program, run.engine(),
                run.outcomes().size(), seconds()));
        var table = new Table("outcome", ">packets");
        OutcomeCounts counts = OutcomeCounts.of(run);
        counts.packets().forEach(table::row);
        text.append(table);
        LongSummaryStatistics cycles = counts.cycles();
        if (counts.hasCycles()) {
            text.append("\nissue slots a packet: %.2f mean, %d least, %d most\n".formatted(cycles.getAverage(),
                    cycles.getMin(), cycles.getMax()));
        }
        if (list) {
            text.append('\n').append(listing());
        }
        return text.toString();
    }

    private Table listing() {
        var table = new Table(">packet", "outcome", ">bytes", ">cycles", "");
        for (int i = 0; i < run.outcomes().size(); i++) {
            Outcome outcome = run.outcomes().get(i);
            String cycles = outcome.cycles().isPresent() ? String.valueOf(outcome.cycles().getAsLong()) : "-";
            table.row(i, OutcomeCounts.status(outcome), bytes(outcome), cycles, remark(outcome));
        }
        return table;
    }

    private static String bytes(Outcome outcome) {
        return outcome instanceof Outcome.Ran ran && ran.packet().isPresent()
                ? String.valueOf(ran.packet().get().length()) : "-";
    }

    private static String remark(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ran ran -> Stream.concat(ran.redirect().stream().map(RedirectTarget::toString),
                    ran.emissions().stream().map(Emission::text)).collect(Collectors.joining("; "));
            case Outcome.NotRun(String reason) -> reason;
            case Outcome.Fault(String reason, _) -> reason;
        };
    }

    private double seconds() {
        return run.elapsed().toNanos() / 1e9;
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("program", program);
        json.addProperty("engine", run.engine());
        json.addProperty("packets", run.outcomes().size());
        json.add("seconds", JsonText.figure(seconds()));
        var outcomes = new JsonObject();
        OutcomeCounts counts = OutcomeCounts.of(run);
        counts.packets().forEach(outcomes::addProperty);
        json.add("outcomes", outcomes);
        LongSummaryStatistics cycles = counts.cycles();
        json.add("cycles_mean", JsonText.figure(counts.hasCycles() ? cycles.getAverage() : Double.NaN));
        json.addProperty("cycles_max", counts.hasCycles() ? cycles.getMax() : null);
        if (list) {
            var all = new JsonArray();
            run.outcomes().forEach(outcome -> all.add(json(all.size(), outcome)));
            json.add("list", all);
        }
        return json;
    }

    private static JsonObject json(int packet, Outcome outcome) {
        var json = new JsonObject();
        json.addProperty("packet", packet);
        json.addProperty("outcome", OutcomeCounts.status(outcome));
        json.addProperty("cycles", outcome.cycles().isPresent() ? outcome.cycles().getAsLong() : null);
        switch (outcome) {
            case Outcome.Ran ran -> {
                json.add("data", JsonText.orNull(ran.packet(), bytes -> new JsonPrimitive(bytes.toString())));
                json.addProperty("metadata", ran.metadata().toString());
                json.add("emitted", JsonText.array(ran.emissions(), left -> new JsonPrimitive(left.text())));
                json.add("redirect", JsonText.orNull(ran.redirect(), target -> new JsonPrimitive(target.toString())));
            }
            case Outcome.NotRun(String reason) -> json.addProperty("reason", reason);
            case Outcome.Fault(String reason, _) -> json.addProperty("reason", reason);
        }
        return json;
    }
}
