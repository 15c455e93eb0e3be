package xdp2rtl.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Table;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.engine.Difference;
import xdp2rtl.engine.ParallelVerdict;
import xdp2rtl.engine.Verdict;

/// What `diff` says.
record DiffAnswer(String program, int packets, List<EnginePart> parts, Verdict verdict,
        Optional<ParallelVerdict> atOnce)
        implements Answer {

    private long compared() {
        return parts.stream().filter(part -> part.run().isPresent()).count();
    }

    /// One engine is compared with packets at once.
    private boolean isCompared() { return compared() > 1 || atOnce.isPresent(); }

    @Override public int exitCode() {
        if (!isCompared()) { return ExitCode.BAD_INPUT; }
        return verdict.agrees() && atOnce.map(ParallelVerdict::agrees).orElse(true) ? ExitCode.AGREED
                : ExitCode.MISMATCH;
    }

    @Override public String remark() {
        return isCompared() ? "" : "nothing was compared: fewer than two engines can run here";
    }

    @Override public String text() {
        var table = new Table("engine", ">seconds", "");
        for (EnginePart part : parts) {
            table.row(part.engine(), part.run().isPresent() ? "%.3f".formatted(part.seconds()) : "-",
                    part.run().isPresent() ? "" : "not available: " + part.reason());
        }
        String result = isCompared() ? "" : "nothing compared\n";
        if (compared() > 1) {
            result = verdict + "\n";
        }
        return "%s, %d packets\n\n%s\n%s%s".formatted(program, packets, table, result,
                atOnce.map(DiffAnswer::text).orElse(""));
    }

    private static String text(ParallelVerdict atOnce) {
        String head = "%d packets at once, compared with one at a time: ".formatted(atOnce.contexts());
        return atOnce.agrees() ? head + "the same\n"
                : head + "%s\n".formatted(CountText.of(atOnce.packets(), "packet differs", "packets differ"))
                        + atOnce.differences().stream().map(found -> found + "\n").collect(Collectors.joining());
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("program", program);
        json.addProperty("packets", packets);
        json.addProperty("mismatches", verdict.mismatches());
        json.add("kernel_compared_until",
                JsonText.orNull(verdict.linuxUntil().stream().boxed().findFirst(), JsonPrimitive::new));
        json.add("engines", JsonText.array(parts, DiffAnswer::json));
        json.add("first_mismatch", JsonText.orNull(verdict.first(), DiffAnswer::json));
        json.add("at_once", JsonText.orNull(atOnce, DiffAnswer::json));
        return json;
    }

    static JsonObject json(EnginePart part) {
        var json = new JsonObject();
        json.addProperty("engine", part.engine().text());
        json.addProperty("available", part.run().isPresent());
        json.add("seconds", JsonText.figure(part.seconds()));
        if (part.run().isEmpty()) {
            json.addProperty("reason", part.reason());
        }
        return json;
    }

    private static JsonObject json(ParallelVerdict atOnce) {
        var json = new JsonObject();
        json.addProperty("contexts", atOnce.contexts());
        json.addProperty("packets", atOnce.packets());
        json.add("differences", JsonText.array(atOnce.differences(), DiffAnswer::json));
        return json;
    }

    private static JsonObject json(Difference difference) {
        var json = new JsonObject();
        json.addProperty("packet", difference.packet().isPresent() ? difference.packet().getAsInt() : null);
        json.addProperty("what", difference.what());
        json.addProperty("expected_by", difference.expectedBy());
        json.addProperty("expected", difference.expected());
        json.addProperty("actual_by", difference.actualBy());
        json.addProperty("actual", difference.actual());
        return json;
    }
}
