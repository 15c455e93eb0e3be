package xdp2rtl.cli.host;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LoadReport;

/// What `host load` says.
/// @param device as it was before
record LoadAnswer(HostDevice device, LoadReport report, ProgramRemarks remarks) implements Answer {
    LoadAnswer(HostDevice device, LoadReport report) {
        this(device, report, ProgramRemarks.of(report.compiled(), device.config()));
    }

    @Override public String text() {
        return "%s: %s runs, %s for %s\n%s%s\n%s".formatted(device.name(), report.loaded().program(),
                CountText.of(report.loaded().rows(), "bundle"), device.config().size(), maps(), held(),
                remarks.warnings());
    }

    private String maps() {
        var text = new StringBuilder();
        if (!report.kept().isEmpty()) {
            text.append("kept: %s\n".formatted(String.join(", ", report.kept())));
        }
        report.fresh().forEach(map -> text.append("not kept: %s\n".formatted(map)));
        return text.toString();
    }

    private String held() {
        if (!device.loaded().isPresent() && report.held() == 0) {
            return "packets are taken from now on; before, none was";
        }
        return "the input was held for %d cycles; %d registers were written before, %d while it was held".formatted(
                report.held(), report.ahead(),
                report.behind());
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("device", device.address());
        json.addProperty("program", report.loaded().program());
        json.addProperty("object", report.loaded().object());
        json.addProperty("bundles", report.loaded().rows());
        json.addProperty("first_bundle", report.loaded().base());
        remarks.addTo(json);
        json.addProperty("held_cycles", report.held());
        json.addProperty("program_written_ahead", report.rowsBeside());
        json.addProperty("maps_written_ahead", report.mapsBeside());
        json.addProperty("writes_ahead", report.ahead());
        json.addProperty("writes_held", report.behind());
        json.add("kept", JsonText.array(report.kept(), JsonPrimitive::new));
        json.add("not_kept", JsonText.array(report.fresh(), JsonPrimitive::new));
        return json;
    }
}
