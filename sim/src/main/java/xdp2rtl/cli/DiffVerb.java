package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.capture.Capture;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.ClockOption;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.MapFiles;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.StimulusOptions;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.ParallelVerdict;
import xdp2rtl.engine.model.SaturatedRun;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// `diff`: one trace through several engines, all outcomes compared.
@Command(name = "diff",
        description = "Runs a trace through several engines and compares all outcomes packet by packet, "
                + "and the maps at the end. The first engine is what the others are compared with. Exit code 1 if "
                + "they differ.")
final class DiffVerb extends Verb {
    @Mixin private ProgramOptions program;

    @Option(names = "--pcap", paramLabel = "IN", required = true,
            description = "The packets: pcap or pcapng, also gzipped; - is standard input.")
    private Path pcap;

    @Option(names = "--engines", paramLabel = "A,B,..", required = true, split = ",",
            converter = EngineName.Converter.class, description = "Two or more of interpreter, kernel, bundle, rtl.")
    private List<EngineName> engines;

    @Option(names = "--parallel",
            description = "Also run the packets at once, one in each context of the core, and say what differs from one at a "
                    + "time; then one engine is enough.")
    private boolean parallel;

    @Mixin private StimulusOptions stimulus;
    @Mixin private ClockOption clock;
    @Mixin private CoreOptions core;

    @Override protected Answer answer(Progress progress) {
        var distinct = new LinkedHashSet<>(engines);
        if (distinct.size() < 2 && !parallel) {
            throw new InputError("--engines", "one engine has nothing to be compared with", "",
                    "Name two or more, or give --parallel");
        }
        Program loaded = program.load();
        Capture trace = Capture.read(pcap);
        Stimulus given = clock.timed(stimulus.of(loaded, program, trace, progress), trace)
                .on(core.compiler().config());
        if (parallel && given.packets().stream().anyMatch(packet -> packet.nanoseconds().isPresent())) {
            throw new InputError("--time", "packets that run at once have one time", "",
                    "Leave out --time or --parallel");
        }
        Compiler compiler = core.compiler().withNetwork(program.loadOptions().fib().size());
        var made = new Engines(compiler, Optional.empty());
        var parts = new ArrayList<EnginePart>();
        for (EngineName name : distinct) {
            progress.say("%s: %d packets".formatted(name, given.packets().size()));
            parts.add(EnginePart.run(made, name, given));
        }
        List<Run> runs = parts.stream().flatMap(part -> part.run().stream()).toList();
        Optional<ParallelVerdict> atOnce = parallel && !runs.isEmpty()
                ? Optional.of(atOnce(compiler, given, runs.getFirst(), progress)) : Optional.empty();
        return new DiffAnswer(loaded.name(), given.packets().size(), parts, Comparison.of(runs), atOnce);
    }

    private static ParallelVerdict atOnce(Compiler compiler, Stimulus given, Run alone, Progress progress) {
        Compiled compiled =
                compiler.withNetwork(compiler.network().atLeast(given.networkSize())).compile(given.program());
        int contexts = compiled.packetsAtOnce();
        MapFiles.note(given.maps(), given.program(), contexts, progress);
        progress.say("bundle, %d packets at once".formatted(contexts));
        return ParallelVerdict.of(given, alone, SaturatedRun.of(compiled, given));
    }
}
