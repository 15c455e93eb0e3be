package xdp2rtl.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.capture.MadeTrace;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.MapFiles;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.StimulusOptions;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.report.EngineResult;
import xdp2rtl.report.EngineVerdict;
import xdp2rtl.report.RefusedFacts;
import xdp2rtl.report.Remarks;
import xdp2rtl.report.ReportFacts;
import xdp2rtl.report.TraceOrigin;
import xdp2rtl.report.TraceRun;
import xdp2rtl.report.page.ReportPage;

/// `report`: one page of all that is known of a program on a core.
@Command(name = "report",
        description = "Writes one HTML file of a program on a core: how fast it is on a trace and what "
                + "binds it, C lines with "
                + "their share of the cycles, the schedule, control flow, timeline, memory, engines. Exit code 1 if "
                + "the program is refused (the file says why and where), or engines differ.")
final class ReportVerb extends Verb {
    @Mixin private ProgramOptions program;

    @Option(names = "-o", paramLabel = "FILE.html", required = true, description = "The page; - is standard output.")
    private Path file;

    @Option(names = "--pcap", paramLabel = "IN",
            description = "The packets: pcap or pcapng, also gzipped; - is standard input (default: 2,000 "
                    + "made ones).")
    private Optional<Path> pcap = Optional.empty();

    @Option(names = "--source", paramLabel = "DIR",
            description = "Where C files are looked for, besides where the compiler found them, and beside "
                    + "the object. May be repeated.")
    private List<Path> sources = new ArrayList<>();

    @Mixin private StimulusOptions stimulus;
    @Mixin private CoreOptions core;

    @Override protected boolean givesBytes() {
        return WholeFile.isStandardOutput(file);
    }

    @Override protected Answer answer(Progress progress) {
        Compiler compiler = core.compiler().withNetwork(program.loadOptions().fib().size());
        if (program.isRaw()) { return supported(program.load(), compiler, progress); }
        ProgramOptions.Chosen chosen = program.choose();
        Supplier<Program> whole = chosen::whole;
        try {
            return supported(chosen.linked(), compiler, progress);
        } catch (InputError error) {
            return refused(whole, refusal(chosen, compiler).orElseThrow(() -> error));
        }
    }

    /// Why a program is not supported, if that is what is wrong.
    private static Optional<InputError> refusal(ProgramOptions.Chosen chosen, Compiler compiler) {
        try {
            compiler.check(chosen.linked());
            return Optional.empty();
        } catch (InputError refusal) {
            return Optional.of(refusal);
        }
    }

    private Answer refused(Supplier<Program> whole, InputError refusal) {
        Program loaded;
        try {
            loaded = whole.get();
        } catch (InputError _) {
            throw refusal;
        }
        RefusedFacts facts = RefusedFacts.of(loaded, refusal, folders());
        return new RefusedAnswer(facts, written(ReportPage.of(facts)), file);
    }

    private Answer supported(Program loaded, Compiler compiler, Progress progress) {
        Stimulus given = pcap.map(path -> stimulus.of(loaded, program, path, progress).on(core.config()))
                .orElseGet(() -> stimulus.of(loaded, program, MadeTrace.capture(), progress).on(core.config()));
        MapFiles.note(given.maps(), loaded, compiler.config().cpus(), progress);
        progress.say("compiling " + loaded.name());
        Compiled compiled =
                compiler.withNetwork(compiler.network().atLeast(given.networkSize())).compile(loaded);
        progress.say("%d packets on the bundle engine".formatted(given.packets().size()));
        TraceRun run = TraceRun.of(compiled, given);
        EngineVerdict engines = engines(compiler, given, run.run(), progress);
        ProgramRemarks remarks = ProgramRemarks.of(compiled, compiler.config());
        progress.say("measuring");
        ReportFacts facts = ReportFacts.of(compiled, given, run,
                new ReportFacts.Given(compiler.config(), core.board(), origin(), engines, new Remarks(remarks.memory(),
                        remarks.tailCalls() + remarks.innerMaps() + remarks.sharedFunctions(), remarks.warnings()),
                        folders()));
        return new ReportAnswer(facts, remarks, written(ReportPage.of(facts)), file);
    }

    private EngineVerdict engines(Compiler compiler, Stimulus given, Run bundle, Progress progress) {
        var made = new Engines(compiler, Optional.empty());
        var results = new ArrayList<EngineResult>();
        var runs = new ArrayList<Run>();
        for (EngineName name : List.of(EngineName.INTERPRETER, EngineName.KERNEL)) {
            progress.say("%s: %d packets".formatted(name, given.packets().size()));
            EnginePart part = EnginePart.run(made, name, given);
            results.add(new EngineResult(name.text(), part.seconds(), part.reason()));
            part.run().ifPresent(runs::add);
        }
        results.add(new EngineResult(bundle.engine(), bundle.elapsed().toNanos() / 1e9, ""));
        runs.add(bundle);
        Verdict verdict = Comparison.of(runs);
        return new EngineVerdict(results, verdict.agrees(), verdict.toString());
    }

    private TraceOrigin origin() {
        return pcap.map(path -> new TraceOrigin(path.toString(), false))
                .orElseGet(() -> new TraceOrigin("made packets", true));
    }

    private List<Path> folders() {
        var folders = new ArrayList<>(sources);
        Optional.ofNullable(program.object().toAbsolutePath().getParent()).ifPresent(folders::add);
        return folders;
    }

    /// Writes the page; its bytes.
    private int written(String page) {
        WholeFile.write(file, WholeFile.Content.of(page));
        return page.getBytes(StandardCharsets.UTF_8).length;
    }
}
