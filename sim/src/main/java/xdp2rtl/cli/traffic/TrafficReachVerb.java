package xdp2rtl.cli.traffic;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.capture.Capture;
import xdp2rtl.capture.Frame;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.StimulusOptions;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.mapfile.MapFileWriter;
import xdp2rtl.port.Stimulus;
import xdp2rtl.reach.Reached;
import xdp2rtl.reach.Scene;

/// `traffic reach`: packets and map contents for a program's blocks.
@Command(name = "reach",
        description = {"Makes packets, map contents and whatever else a run can be given with which a program comes to "
                + "each of its blocks, as far as that can be found: the program is run, and where a branch goes one way "
                + "only, what it compares is traced back to the packet, to maps, to the interface, to the time.",
                "What cannot be had in one run is made for several. Options about packets, maps and the network say what "
                        + "to begin with."})
final class TrafficReachVerb extends Verb {
    private static final long MILLION = 1_000_000;

    @Mixin private ProgramOptions program;

    @Option(names = "-o", paramLabel = "DIR", required = true,
            description = "A folder for each run, 1 and up: packets.pcap, and a NAME.json for each map that is filled.")
    private Path folder;

    @Option(names = "--pcap", paramLabel = "IN",
            description = "Packets to begin with, beside 2,000 made ones: pcap or pcapng.")
    private Optional<Path> pcap = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Another seed searches other ways (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--effort", paramLabel = "N", defaultValue = "30",
            description = "Millions of instructions to run before the search is given up (default: ${DEFAULT-VALUE}).")
    private long effort;

    @Mixin private StimulusOptions stimulus;

    @Override protected Answer answer(Progress progress) {
        within("--effort", effort, 1, MILLION);
        Program loaded = program.load();
        Capture given = pcap.map(Capture::read).orElse(new Capture("no packets", List.of(), List.of()));
        Stimulus base = stimulus.of(loaded, program, given, progress);
        progress.say("looking for packets");
        Reached reached = Reached.of(base, seed, effort * MILLION);
        WholeFile.writeTree(folder, files(reached));
        return new ReachAnswer(reached, program.object(), folder);
    }

    private static Map<String, WholeFile.Content> files(Reached reached) {
        var files = new LinkedHashMap<String, WholeFile.Content>();
        for (int run = 0; run < reached.scenes().size(); run++) {
            Scene scene = reached.scenes().get(run);
            String place = run + 1 + "/";
            files.put(place + ReachAnswer.PACKETS,
                    PcapWriter.content(scene.packets().stream().map(packet -> new Frame(0, packet)).toList()));
            for (MapSpec map : scene.filled()) {
                files.put(place + map.name() + ".json",
                        WholeFile.Content.of(MapFileWriter.listed(map, scene.maps().get(map.name()))));
            }
        }
        return files;
    }
}
