package xdp2rtl.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Table;
import xdp2rtl.engine.Difference;
import xdp2rtl.engine.Verdict;

/// What `diff` says.
record DiffAnswer(String program, int packets, List<EnginePart> parts, Verdict verdict) implements Answer {

    private long compared() {
        return parts.stream().filter(part -> part.run().isPresent()).count();
    }

    @Override public int exitCode() {
        return compared() < 2 ? ExitCode.BAD_INPUT : verdict.agrees() ? ExitCode.AGREED : ExitCode.MISMATCH;
    }

    @Override public String remark() {
        return compared() < 2 ? "nothing was compared: fewer than two engines can run here" : "";
    }

    @Override public String text() {
        var table = new Table("engine", ">seconds", "");
        for (EnginePart part : parts) {
            table.row(part.engine(), part.run().isPresent() ? "%.3f".formatted(part.seconds()) : "-",
                    part.run().isPresent() ? "" : "not available: " + part.reason());
        }
        String result = compared() < 2 ? "nothing compared" : verdict.toString();
        return "%s, %d packets\n\n%s\n%s\n".formatted(program, packets, table, result);
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
