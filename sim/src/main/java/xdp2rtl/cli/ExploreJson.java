package xdp2rtl.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.InputFile;
import xdp2rtl.explore.AreaFit;
import xdp2rtl.explore.Candidate;
import xdp2rtl.explore.Exploration;
import xdp2rtl.explore.Shard;
import xdp2rtl.explore.Target;

/// An exploration as JSON, both ways: parts of one are put together from their files.
final class ExploreJson {
    private ExploreJson() {}

    static JsonObject of(Exploration found) {
        Set<Candidate> front = new HashSet<>(found.front());
        var json = new JsonObject();
        json.addProperty("program", found.program());
        json.addProperty("board", found.board());
        json.addProperty("clock_mhz", found.clockMhz());
        json.addProperty("packets", found.packets());
        json.add("wire_bytes_mean", JsonText.figure(found.meanBytes()));
        json.add("target", JsonText.orNull(found.target(), target -> {
            var one = new JsonObject();
            one.addProperty("rate", target.text());
            one.add("mpps", JsonText.figure(target.mpps()));
            return one;
        }));
        json.add("shards", JsonText.array(found.shards(), shard -> new JsonPrimitive(shard.toString())));
        json.addProperty("space", found.cores());
        json.add("smallest", JsonText.orNull(found.smallest(), it -> candidate(it, found, front)));
        json.add("candidates", JsonText.array(found.candidates(), it -> candidate(it, found, front)));
        var fit = new JsonObject();
        fit.addProperty("syntheses", AreaFit.RECORDED.samples());
        fit.add("core_error", JsonText.figure(AreaFit.RECORDED.coreError()));
        fit.add("around_error", JsonText.figure(AreaFit.RECORDED.aroundError()));
        json.add("fit", fit);
        return json;
    }

    private static JsonObject candidate(Candidate it, Exploration found, Set<Candidate> front) {
        var json = new JsonObject();
        json.addProperty("lanes", it.lanes());
        json.addProperty("contexts", it.contexts());
        json.addProperty("cores", it.cores());
        json.addProperty("map_bytes", it.mapBytes());
        json.addProperty("bundles", it.bundles());
        json.add("cycles_per_packet", JsonText.figure(it.cyclesPerPacket()));
        json.add("latency_mean", JsonText.figure(it.latencyCycles()));
        json.add("mpps", JsonText.figure(it.mpps()));
        json.addProperty("lut", it.lut());
        json.addProperty("flip_flops", it.flipFlops());
        json.add("block_rams", JsonText.figure(it.blockRams()));
        json.addProperty("ultra_rams", it.ultraRams());
        json.addProperty("dsp", it.dsp());
        json.addProperty("expected_mhz", it.expectedMhz());
        json.add("reason", JsonText.orNull(it.refusal(), JsonPrimitive::new));
        json.add("first_core", JsonText.orNull(it.firstCore(), JsonPrimitive::new));
        json.add("target_share", found.target().isPresent() && it.possible()
                ? JsonText.figure(it.mpps() / found.target().get().mpps()) : JsonNull.INSTANCE);
        json.addProperty("on_front", front.contains(it));
        return json;
    }

    /// @throws InputError if it is none of ours
    static Exploration read(Path file) {
        String text = InputFile.text(file);
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            return new Exploration(json.get("program").getAsString(), json.get("board").getAsString(),
                    json.get("clock_mhz").getAsInt(), json.get("packets").getAsInt(),
                    json.get("wire_bytes_mean").getAsDouble(), target(json.get("target")),
                    list(json.get("shards")).stream().map(it -> Shard.of(it.getAsString())).toList(),
                    json.get("space").getAsInt(),
                    list(json.get("candidates")).stream().map(it -> candidate(it.getAsJsonObject())).toList());
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException
                | NumberFormatException wrong) {
            throw new InputError(InputFile.name(file), "it is no part of an exploration",
                    "it is not what `explore --json` prints", "Write parts with `explore --shard K/N --json`");
        }
    }

    private static Optional<Target> target(JsonElement json) {
        return json.isJsonNull() ? Optional.empty()
                : Optional.of(new Target(json.getAsJsonObject().get("rate").getAsString(),
                        json.getAsJsonObject().get("mpps").getAsDouble()));
    }

    private static List<JsonElement> list(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false).toList();
    }

    private static Candidate candidate(JsonObject json) {
        return new Candidate(json.get("lanes").getAsInt(), json.get("contexts").getAsInt(),
                json.get("cores").getAsInt(), json.get("map_bytes").getAsInt(), json.get("bundles").getAsInt(),
                json.get("cycles_per_packet").getAsDouble(), json.get("latency_mean").getAsDouble(),
                json.get("mpps").getAsDouble(), json.get("lut").getAsInt(), json.get("flip_flops").getAsInt(),
                json.get("block_rams").getAsDouble(), json.get("ultra_rams").getAsInt(),
                json.get("dsp").getAsInt(), json.get("expected_mhz").getAsInt(),
                text(json.get("reason")), text(json.get("first_core")));
    }

    private static Optional<String> text(JsonElement json) {
        return json.isJsonNull() ? Optional.empty() : Optional.of(json.getAsString());
    }
}
