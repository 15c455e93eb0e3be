package xdp2rtl.cli.host;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.DeviceVerb;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LoadedProgram;
import xdp2rtl.host.ProgramLoader;

/// `host unload`.
@Command(name = "unload",
        description = "Takes the program away. Every packet then goes to the host, as where Linux has no program attached.")
final class HostUnloadVerb extends DeviceVerb {
    @Override protected Answer answer(HostDevice device, Progress progress) {
        return new Unloaded(device, new ProgramLoader(device).unload());
    }

    private record Unloaded(HostDevice device, long held) implements Answer {
        @Override public String text() {
            return "%s: %severy packet passes to the host; the input was held for %d cycles\n".formatted(device.name(),
                    device.loaded().map(loaded -> loaded.program() + " is unloaded, ").orElse(""), held);
        }

        @Override public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("device", device.address());
            json.addProperty("program", device.loaded().map(LoadedProgram::program).orElse(null));
            json.addProperty("held_cycles", held);
            return json;
        }
    }
}
