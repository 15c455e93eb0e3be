package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.MapFiles;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.cycles.PathCycles;
import xdp2rtl.cycles.TraceCycles;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.port.Stimulus;
import xdp2rtl.report.FlowGraph;
import xdp2rtl.report.FlowNode;
import xdp2rtl.report.TraceRun;
import xdp2rtl.report.page.FlowPicture;

/// `cycles`: how long the program takes.
@Command(name = "cycles",
        description = "Counts cycles: best, worst and for every path of the schedule; with a trace also its "
                + "mean, percentiles and maximum, packets a second and the share of a link. They are the hardware's, "
                + "not an estimate.")
final class CyclesVerb extends Verb {
    @Mixin private ProgramOptions program;

    @Option(names = "--pcap", paramLabel = "IN",
            description = "The packets: pcap or pcapng, also gzipped; - is standard input.")
    private Optional<Path> pcap = Optional.empty();

    @Option(names = "--svg", paramLabel = "FILE.svg",
            description = "Also draws the control flow of the bundles, weighted by the trace if there is one.")
    private Optional<Path> drawing = Optional.empty();

    @Option(names = "--dot", paramLabel = "FILE.dot", description = "The same in Graphviz's language.")
    private Optional<Path> graph = Optional.empty();

    @Mixin private ProfileOption profile;
    @Mixin private CoreOptions core;

    @Override protected boolean givesBytes() {
        return drawing.filter(WholeFile::isStandardOutput).isPresent()
                || graph.filter(WholeFile::isStandardOutput).isPresent();
    }

    @Override protected Answer answer(Progress progress) {
        Program loaded = program.load();
        Compiler compiler = profile.in(core.compiler().withNetwork(program.loadOptions().fib().size()), loaded,
                program, progress);
        progress.say("compiling " + loaded.name());
        Compiled compiled = compiler.compile(loaded);
        Optional<Stimulus> given =
                pcap.map(path -> profile.stimulus().of(loaded, program, path, progress).on(core.config()));
        Optional<TraceCycles> trace = given.map(packets -> measure(compiled, packets, compiler, progress));
        if (drawing.isPresent() || graph.isPresent()) {
            draw(compiled, given);
        }
        return new CyclesAnswer(compiled, ProgramRemarks.of(compiled, compiler.config()), PathCycles.of(compiled),
                trace);
    }

    private void draw(Compiled compiled, Optional<Stimulus> given) {
        List<FlowNode> flow = given.map(packets -> FlowGraph.of(compiled, TraceRun.of(compiled, packets)))
                .orElseGet(() -> FlowGraph.of(compiled));
        var picture = new FlowPicture(compiled.program().name(), flow, given.isPresent());
        drawing.ifPresent(file -> WholeFile.write(file, WholeFile.Content.of(picture.svg())));
        graph.ifPresent(file -> WholeFile.write(file, WholeFile.Content.of(picture.dot())));
    }

    private static TraceCycles measure(Compiled compiled, Stimulus stimulus, Compiler compiler, Progress progress) {
        MapFiles.note(stimulus.maps(), stimulus.program(), compiled.config().cpus(), progress);
        progress.say("%d packets on the bundle engine".formatted(stimulus.packets().size()));
        try (Engine engine = new Engines(compiler, Optional.empty()).open(EngineName.BUNDLE)) {
            return TraceCycles.of(compiled, stimulus, engine.run(stimulus));
        }
    }
}
