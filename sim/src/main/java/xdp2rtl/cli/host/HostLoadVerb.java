package xdp2rtl.cli.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.BundleLimit;
import xdp2rtl.cli.common.DeviceVerb;
import xdp2rtl.cli.common.MapFiles;
import xdp2rtl.cli.common.PlaceOptions;
import xdp2rtl.cli.common.PortNumber;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.ProgramLoader;
import xdp2rtl.port.MapContents;
import xdp2rtl.resolve.AbortedRecords;

/// `host load`: from an object file to packets that run.
@Command(name = "load", description = {
        "Compiles a program for the device's own core, loads it and lets packets run. A program that runs already is "
                + "replaced: every packet runs wholly with the old one and its maps or wholly with the new one, and "
                + "none is lost.",
        "What does not fit the device is refused, and the device is left as it was."})
final class HostLoadVerb extends DeviceVerb {
    @Mixin private ProgramOptions program;

    @Option(names = "--keep-maps",
            description = "Maps that the program before has too, with the same type, sizes and flags, keep what they hold.")
    private boolean keepMaps;

    @Option(names = "--keep-aborted",
            description = "Packets that the program ends with XDP_ABORTED, or with an action that Linux does not know, leave "
                    + "a copy for `host events --aborted-out`: it takes some bundles, for these packets cycles, and map memory "
                    + "for 8,192 bytes a context.")
    private boolean keepAborted;

    @Option(names = "--ifindex", paramLabel = "PORT=N", converter = PortNumber.Converter.class,
            description = "The interface index of a port, from port 0 on (after reset: the port's number plus 1). May be repeated.")
    private List<PortNumber> ports = new ArrayList<>();

    @Mixin private BundleLimit bundleLimit;

    @Mixin private PlaceOptions places;

    @Override protected Answer answer(HostDevice device, Progress progress) {
        Program loaded = keepAborted ? AbortedRecords.of(program.load()) : program.load();
        Map<Integer, Integer> ifindex = new HashMap<>();
        for (PortNumber given : ports) {
            if (ifindex.put(given.port(), given.ifindex()) != null) {
                throw new InputError("--ifindex", "port %d is given twice".formatted(given.port()));
            }
        }
        Map<String, MapContents> contents = program.contents(loaded);
        MapFiles.note(contents, loaded, device.config().cpus(), progress);
        progress.say("loading " + loaded.name());
        return new LoadAnswer(device, new ProgramLoader(device).load(
                new ProgramLoader.Wanted(loaded, contents, keepMaps, ifindex, bundleLimit.value(), places.wishes(),
                        program.loadOptions().fib().network(), program.loadOptions().fib().size())));
    }
}
