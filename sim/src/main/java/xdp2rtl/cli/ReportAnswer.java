package xdp2rtl.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.cycles.TraceCycles;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.report.EngineResult;
import xdp2rtl.report.Occupancy;
import xdp2rtl.report.ReportFacts;

/// What `report` says beside its page.
///
/// @param bytes of the page
record ReportAnswer(ReportFacts facts, ProgramRemarks remarks, int bytes, Path file) implements Answer {

    @Override public int exitCode() {
        return facts.engines().agrees() ? ExitCode.AGREED : ExitCode.MISMATCH;
    }

    @Override public String text() {
        TraceCycles cycles = facts.cycles();
        CoreConfig core = remarks.core();
        return ("%s on core %s: %s, %d MHz; %d packets%s\n%.2f Mpps, %.2f cycles a packet, latency %.1f "
                + "cycles; what binds it: %s (%.0f %%)\n%s\n%s\nwritten: %s, %d KB\n")
                .formatted(facts.compiled().program().name(), core.name(), core.size(), core.clockMhz(),
                        cycles.packets(), facts.origin().made() ? ", made" : " of " + facts.origin().name(),
                        cycles.mpps(), cycles.steady().cyclesPerPacket(), cycles.steady().latency(),
                        facts.bottleneck().name(), 100 * facts.bottleneck().share(), remarks.memory(),
                        facts.engines().verdict(), file, bytes / 1000);
    }

    @Override public JsonObject json() {
        TraceCycles cycles = facts.cycles();
        var json = new JsonObject();
        json.addProperty("program", facts.compiled().program().name());
        json.addProperty("supported", true);
        json.addProperty("core", remarks.core().name());
        json.addProperty("clock_mhz", remarks.core().clockMhz());
        json.addProperty("packets", cycles.packets());
        json.addProperty("packets_made", facts.origin().made());
        json.add("cycles_mean", JsonText.figure(cycles.mean()));
        json.add("cycles_per_packet", JsonText.figure(cycles.steady().cyclesPerPacket()));
        json.add("latency_mean", JsonText.figure(cycles.steady().latency()));
        json.add("mpps", JsonText.figure(cycles.mpps()));
        json.addProperty("bottleneck", facts.bottleneck().name());
        json.add("busy", busy());
        json.addProperty("engines_agree", facts.engines().agrees());
        json.add("engines", JsonText.array(facts.engines().parts(), ReportAnswer::engine));
        var sizes = new JsonObject();
        facts.rates().forEach(
                rate -> sizes.add(String.format(Locale.ROOT, "%d", rate.bytes()), JsonText.figure(rate.mpps())));
        json.add("mpps_by_frame_bytes", sizes);
        remarks.addTo(json);
        json.addProperty("file", file.toString());
        json.addProperty("bytes", bytes);
        return json;
    }

    private JsonObject busy() {
        Occupancy seen = facts.occupancy();
        var json = new JsonObject();
        json.add("issue", JsonText.figure(seen.issue()));
        json.add("map_unit", JsonText.figure(seen.mapUnit()));
        json.add("divider", JsonText.figure(seen.divider()));
        json.add("input", JsonText.figure(seen.input()));
        json.add("output", JsonText.figure(seen.output()));
        return json;
    }

    private static JsonObject engine(EngineResult part) {
        var json = new JsonObject();
        json.addProperty("engine", part.name());
        json.addProperty("available", part.ran());
        json.add("seconds", JsonText.figure(part.seconds()));
        return json;
    }
}
