package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.boards.Board;
import xdp2rtl.capture.Capture;
import xdp2rtl.capture.FlowMix;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.BoardNames;
import xdp2rtl.cli.common.BundleLimit;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.StimulusOptions;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.Program;
import xdp2rtl.explore.Exploration;
import xdp2rtl.explore.Shard;
import xdp2rtl.explore.Space;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Stimulus;

/// `explore`: which core.
@Command(name = "explore",
        description = "Measures many cores with a program and its packets on their models, estimates what each takes of "
                + "an FPGA, and says which one is the smallest that keeps up. LUTs, flip-flops and clock are a fit to "
                + "syntheses; cycles and block RAMs are exact. Exit code 1 if no core keeps up.")
final class ExploreVerb extends Verb {
    /// The packets where nobody gives a capture: flows enough that all cores have some.
    private static final FlowMix MADE = new FlowMix(
            List.of(FlowMix.Kind.UDP, FlowMix.Kind.TCP, FlowMix.Kind.UDP6, FlowMix.Kind.TCP6), List.of(60), 256, 0, 100,
            1);
    private static final int PACKETS = 2000;

    @Mixin private ProgramOptions program;

    @Option(names = "--pcap", paramLabel = "IN",
            description = "The packets: pcap or pcapng, also gzipped; - is standard input (default: 2,000 made "
                    + "ones, as short as can be, of 256 flows).")
    private Optional<Path> pcap = Optional.empty();

    @Option(names = "--board", paramLabel = "BOARD", completionCandidates = BoardNames.class, defaultValue = "axis",
            description = "The board that they are on: its clock, beats, links and block RAMs (default: axis, the core "
                    + "alone).")
    private String board;

    @Option(names = "--target", paramLabel = "RATE",
            description = "What they are to keep up with: 100G (of the trace's packets), or 148.8M packets a second "
                    + "(default: the board's links).")
    private Optional<String> target = Optional.empty();

    @Option(names = "--lanes", paramLabel = "N", split = ",", description = "Lanes to try (default: 1,2,4,8).")
    private List<Integer> lanes = Space.USUAL.lanes();

    @Option(names = "--contexts", paramLabel = "N", split = ",", description = "Contexts to try (default: 8,16,32).")
    private List<Integer> contexts = Space.USUAL.contexts();

    @Option(names = "--cores", paramLabel = "N", split = ",",
            description = "Numbers of cores to try (default: 1,2,3,4,6,8,12,16).")
    private List<Integer> cores = Space.USUAL.cores();

    @Option(names = "--shard", paramLabel = "K/N",
            description = "Only part K of N of the cores; merge puts the --json of all parts together.")
    private Optional<String> shard = Optional.empty();

    @Option(names = "--all", description = "Lists all cores, not only those that no other one beats.")
    private boolean all;

    @Mixin private FrontFile front;
    @Mixin private StimulusOptions stimulus;
    @Mixin private BundleLimit bundleLimit;

    @Override protected boolean givesBytes() {
        return front.isStandardOutput();
    }

    @Override protected Answer answer(Progress progress) {
        Board on = Board.named(board);
        var space = new Space(lanes, contexts, cores);
        Shard part = shard.map(Shard::of).orElse(Shard.WHOLE);
        Program loaded = program.load();
        Stimulus given = pcap.map(path -> stimulus.of(loaded, program, path, progress))
                .orElseGet(() -> stimulus.of(loaded, program,
                        new Capture("made packets", MADE.frames(PACKETS), List.of()), progress));
        Compiler compiler = Compiler.forCore(on.fitted(CoreConfig.DEFAULT)).withBundleLimit(bundleLimit.value())
                .withNetwork(program.loadOptions().fib().size().atLeast(given.networkSize()));
        compiler.check(loaded);
        Exploration found = Exploration.of(compiler, on, given, space, part, target, progress::say);
        front.write(found);
        return new ExploreAnswer(found, all);
    }
}
