package xdp2rtl.cli.traffic;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.reach.Reached;
import xdp2rtl.reach.Scene;

/// What `traffic reach` says.
///
/// @param object the file that the program is from
/// @param folder that was written
record ReachAnswer(Reached reached, Path object, Path folder) implements Answer {
    static final String PACKETS = "packets.pcap";

    @Override public String text() {
        var text = new StringBuilder("%s: %d of %s reached, by %s in %s\n".formatted(reached.program().name(),
                reached.reached().size(), CountText.of(reached.blocks().size(), "block"),
                CountText.of(reached.packets(), "packet"), CountText.of(reached.scenes().size(), "run")));
        reached.missing().forEach(slot -> text.append("not reached: %s\n".formatted(reached.program().where(slot))));
        text.append("\nwritten: %s; to run them:\n".formatted(folder));
        for (int run = 0; run < reached.scenes().size(); run++) {
            text.append("  ./xdp2rtl diff --engines interpreter,bundle %s %s\n".formatted(object,
                    String.join(" ", options(run))));
        }
        return text.toString();
    }

    /// What a run is to be given.
    private List<String> options(int run) {
        Scene scene = reached.scenes().get(run);
        Path place = folder.resolve(String.valueOf(run + 1));
        var options = new ArrayList<>(List.of("--program", reached.program().name(), "--pcap",
                place.resolve(PACKETS).toString()));
        for (MapSpec map : scene.filled()) {
            options.add("--map");
            options.add("%s=%s".formatted(map.name(), place.resolve(map.name() + ".json")));
        }
        add(options, "--ifindex", scene.context().ifindex(), Context.DEFAULT.ifindex());
        add(options, "--rx-queue", scene.context().rxQueue(), Context.DEFAULT.rxQueue());
        add(options, "--time-ns", scene.freedoms().nanoseconds(), Freedoms.DEFAULT.nanoseconds());
        add(options, "--random", scene.freedoms().random() & 0xffff_ffffL, Freedoms.DEFAULT.random());
        return options;
    }

    private static void add(List<String> options, String name, long value, long usual) {
        if (value != usual) {
            options.add(name);
            options.add(String.valueOf(value));
        }
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("program", reached.program().name());
        json.addProperty("blocks", reached.blocks().size());
        json.addProperty("reached", reached.reached().size());
        json.addProperty("packets", reached.packets());
        var missing = new JsonArray();
        reached.missing().forEach(slot -> missing.add(reached.program().where(slot)));
        json.add("not_reached", missing);
        var runs = new JsonArray();
        for (int run = 0; run < reached.scenes().size(); run++) {
            var one = new JsonObject();
            one.addProperty("folder", folder.resolve(String.valueOf(run + 1)).toString());
            one.addProperty("packets", reached.scenes().get(run).packets().size());
            one.add("options", JsonText.array(options(run), JsonPrimitive::new));
            runs.add(one);
        }
        json.add("runs", runs);
        return json;
    }
}
