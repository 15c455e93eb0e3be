package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.capture.Capture;
import xdp2rtl.capture.Frame;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.ClockOption;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.StimulusOptions;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.mapfile.MapFileWriter;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// `run`: one trace through one engine.
@Command(name = "run", description = "Runs a trace through one engine.")
final class RunVerb extends Verb {
    @Mixin private ProgramOptions program;

    @Option(names = "--pcap", paramLabel = "IN", required = true,
            description = "The packets: pcap or pcapng, also gzipped; - is standard input.")
    private Path pcap;

    @Option(names = "--engine", paramLabel = "E", required = true, converter = EngineName.Converter.class,
            description = "interpreter, kernel, bundle or rtl.")
    private EngineName engine;

    @Option(names = "--pcap-out", paramLabel = "OUT",
            description = "Write the packets that are passed, sent back or redirected, as they are then; - is standard output, "
                    + "and what is printed goes to standard error.")
    private Optional<Path> pcapOut = Optional.empty();

    @Option(names = "--aborted-out", paramLabel = "OUT",
            description = "Write the packets that end with XDP_ABORTED, by the program or the core, as they came in.")
    private Optional<Path> abortedOut = Optional.empty();

    @Option(names = "--maps-out", paramLabel = "DIR",
            description = "Write what the maps hold at the end, a NAME.json each.")
    private Optional<Path> mapsOut = Optional.empty();

    @Option(names = "--waves", paramLabel = "FILE.fst", description = "Write a waveform; engine rtl only.")
    private Optional<Path> waves = Optional.empty();

    @Option(names = "--list", description = "List every packet's outcome.")
    private boolean list;

    @Mixin private StimulusOptions stimulus;
    @Mixin private ClockOption clock;
    @Mixin private CoreOptions core;

    @Override protected Answer answer(Progress progress) {
        if (waves.isPresent() && engine != EngineName.RTL) {
            throw new InputError("--waves", "engine %s has no waveform".formatted(engine), "", "Use --engine rtl");
        }
        Program loaded = program.load();
        Capture trace = Capture.read(pcap);
        List<Frame> frames = trace.frames();
        Stimulus given = clock.timed(stimulus.of(loaded, program, trace, progress).on(core.config()), trace);
        try (Engine opened =
                new Engines(core.compiler().withNetwork(program.loadOptions().fib().size()), waves).open(engine)) {
            progress.say("%s: %d packets".formatted(engine, frames.size()));
            Run run = opened.run(given);
            pcapOut.ifPresent(path -> PcapWriter.write(path, kept(frames, run)));
            abortedOut.ifPresent(path -> PcapWriter.write(path, aborted(frames, run)));
            mapsOut.ifPresent(folder -> WholeFile.writeFolder(folder, maps(loaded, run)));
            return new RunAnswer(loaded.name(), run, list);
        }
    }

    @Override protected boolean givesBytes() {
        return Stream.of(pcapOut, abortedOut).flatMap(Optional::stream).anyMatch(WholeFile::isStandardOutput);
    }

    /// The packets that somebody sees afterwards, with the times at which they came.
    private static List<Frame> kept(List<Frame> frames, Run run) {
        var kept = new ArrayList<Frame>();
        for (int i = 0; i < frames.size(); i++) {
            if (run.outcomes().get(i) instanceof Outcome.Ran ran && XdpAction.keepsPacket(ran.action())) {
                long time = frames.get(i).nanoseconds();
                ran.packet().ifPresent(bytes -> kept.add(new Frame(time, bytes)));
            }
        }
        return kept;
    }

    private static List<Frame> aborted(List<Frame> frames, Run run) {
        return IntStream.range(0, frames.size()).filter(packet -> switch (run.outcomes().get(packet)) {
            case Outcome.Ran ran -> ran.action() == XdpAction.ABORTED.number();
            case Outcome.Fault _ -> true;
            case Outcome.NotRun _ -> false;
        }).mapToObj(frames::get).toList();
    }

    private static Map<String, WholeFile.Content> maps(Program program, Run run) {
        var files = new LinkedHashMap<String, WholeFile.Content>();
        program.maps().forEach(map -> files.put(map.name() + ".json",
                WholeFile.Content.of(MapFileWriter.text(map, run.maps().get(map.name())))));
        return files;
    }
}
