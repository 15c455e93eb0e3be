package xdp2rtl.cli.traffic;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.List;
import xdp2rtl.capture.FlowMix;
import xdp2rtl.capture.Frame;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.diagnostic.CountText;

/// What `traffic mix` says.
record MixAnswer(FlowMix mix, List<Frame> frames, Path file) implements Answer {

    @Override public String text() {
        IntSummaryStatistics bytes = bytes();
        return "%s of %s, %s bytes; %.2f Mpps fill %s Gbit/s\nwritten: %s\n".formatted(
                CountText.of(frames.size(), "packet"), CountText.of(mix.flows(), "flow"),
                bytes.getMin() == bytes.getMax() ? bytes.getMin() : bytes.getMin() + " to " + bytes.getMax(),
                FlowMix.mpps(frames, mix.gbps()), JsonText.figure(mix.gbps()), file);
    }

    private IntSummaryStatistics bytes() {
        return frames.stream().mapToInt(frame -> frame.bytes().length()).summaryStatistics();
    }

    @Override public JsonObject json() {
        IntSummaryStatistics bytes = bytes();
        var json = new JsonObject();
        json.addProperty("packets", frames.size());
        json.addProperty("flows", mix.flows());
        json.addProperty("bytes_min", bytes.getMin());
        json.addProperty("bytes_max", bytes.getMax());
        json.add("bytes_mean", JsonText.figure(bytes.getAverage()));
        json.add("gbps", JsonText.figure(mix.gbps()));
        json.add("mpps", JsonText.figure(FlowMix.mpps(frames, mix.gbps())));
        json.addProperty("file", file.toString());
        return json;
    }
}
