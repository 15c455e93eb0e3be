package xdp2rtl.cli.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Table;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LoadedProgram;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;

/// What `host status` says.
/// @param cycles since reset
record StatusAnswer(HostDevice device, boolean runs, boolean idle, long cycles, int rows) implements Answer {
    static StatusAnswer of(HostDevice device) {
        return new StatusAnswer(device, device.core().runs(), device.core().idle(), device.core().cycles(),
                device.core().rows());
    }

    @Override public String text() {
        CoreConfig config = device.config();
        var table = new Table("device", device.name());
        table.row("core",
                ("version %d: %s, %d registers a lane, %d rows, %d bytes of map memory, beats of %d bytes, "
                        + "frames of %d").formatted(
                                ControlRegister.VERSION_VALUE, config.size(), config.registersPerLane(),
                                config.programBundles(),
                                config.mapBytes(), config.beatBytes(), config.frameBytes()));
        table.row("ports",
                device.ports().count() == 0 ? "none"
                        : device.ports().ifindex().stream().map(index -> "ifindex " + index)
                                .collect(Collectors.joining(", ")));
        table.row("program", program());
        device.loaded().ifPresent(loaded -> table.row("maps", maps(loaded)));
        table.row("packets", runs ? idle ? "run, none is in the core" : "run" : "are not taken");
        table.row("since reset", cycles + " cycles");
        return table.toString();
    }

    private String program() {
        return device.loaded()
                .map(loaded -> "%s of %s, %d bundles from row %d".formatted(loaded.program(), loaded.object(),
                        loaded.rows(),
                        loaded.base()))
                .orElse(switch (state()) {
                    case "none" -> "none, every packet passes to the host";
                    case "never" -> "none since reset";
                    case "broken" -> "none that is whole: the host that loaded one was killed; load it again";
                    default -> "not known here, %d bundles".formatted(rows);
                });
    }

    /// Of what is loaded.
    private String state() {
        if (device.loaded().isPresent()) { return "loaded"; }
        if (device.isHalfLoaded()) { return "broken"; }
        return device.tag() == HostDevice.NO_PROGRAM ? "none" : device.tag() == 0 ? "never" : "unknown";
    }

    private static String maps(LoadedProgram loaded) {
        return loaded.maps().isEmpty() ? "none"
                : loaded.maps().stream().map(MapSpec::name).collect(Collectors.joining(", "));
    }

    @Override public JsonObject json() {
        CoreConfig config = device.config();
        var json = new JsonObject();
        json.addProperty("device", device.address());
        json.addProperty("core_version", ControlRegister.VERSION_VALUE);
        json.addProperty("lanes", config.lanes());
        json.addProperty("contexts", config.contexts());
        json.addProperty("cores", config.cores());
        json.addProperty("registers", config.registersPerLane());
        json.addProperty("program_bundles", config.programBundles());
        json.addProperty("map_bytes", config.mapBytes());
        json.addProperty("beat_bytes", config.beatBytes());
        json.addProperty("frame_bytes", config.frameBytes());
        var ports = new JsonArray();
        List<Integer> ifindex = device.ports().ifindex();
        ifindex.forEach(ports::add);
        json.add("ports_ifindex", ports);
        json.addProperty("state", state());
        json.add("loaded", JsonText.orNull(device.loaded(), StatusAnswer::json));
        json.addProperty("running", runs);
        json.addProperty("idle", idle);
        json.addProperty("cycles", cycles);
        return json;
    }

    private static JsonObject json(LoadedProgram loaded) {
        var json = new JsonObject();
        json.addProperty("program", loaded.program());
        json.addProperty("object", loaded.object());
        json.addProperty("bundles", loaded.rows());
        json.addProperty("first_bundle", loaded.base());
        json.addProperty("first_packet", Integer.toUnsignedLong(loaded.since()));
        json.add("maps", JsonText.array(loaded.maps(), map -> new com.google.gson.JsonPrimitive(map.name())));
        return json;
    }
}
