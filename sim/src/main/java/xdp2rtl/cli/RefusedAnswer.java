package xdp2rtl.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.report.RefusedFacts;

/// What `report` says of a program that is refused.
///
/// @param bytes of the page
record RefusedAnswer(RefusedFacts facts, int bytes, Path file) implements Answer {

    @Override public int exitCode() {
        return ExitCode.MISMATCH;
    }

    @Override public String text() {
        return "%s is not supported, at %s; the first:\n  %s\nwritten: %s\n".formatted(facts.program(),
                CountText.of(facts.refusals().size(), "place"), facts.refusals().getFirst().error().getMessage(), file);
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("program", facts.program());
        json.addProperty("supported", false);
        json.add("refusals", JsonText.array(facts.refusals(), refusal -> JsonText.refusal(refusal.error())));
        json.addProperty("file", file.toString());
        json.addProperty("bytes", bytes);
        return json;
    }
}
