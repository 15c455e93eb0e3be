package xdp2rtl.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.Program;

/// `compile`: from a program to what is loaded into the core.
@Command(name = "compile",
        description = {"Compiles a program for a core. DIR gets NAME.img (what is loaded), NAME.lst (the bundles "
                + "beside the eBPF and C lines that they come from) and NAME.txt (what each pass saved, and how good the schedule is)."})
final class CompileVerb extends Verb {
    @Mixin private ProgramOptions program;

    @Option(names = "-o", paramLabel = "DIR", required = true,
            description = "The folder; it is made if it is not there.")
    private Path folder;

    @Mixin private PassOptions passes;
    @Mixin private SearchOptions search;
    @Mixin private ProfileOption profile;
    @Mixin private CoreOptions core;

    @Override protected Answer answer(Progress progress) {
        Program loaded = program.load();
        program.loadOptions().noteContents(progress);
        progress.say("compiling " + loaded.name());
        Compiler compiler = profile.in(core.compiler().withNetwork(program.loadOptions().fib().size())
                .withPasses(passes.passes()).withGuide(search.guide()), loaded, program, progress);
        Compiled compiled = compiler.compile(loaded);
        var answer = new CompileAnswer(compiled, ProgramRemarks.of(compiled, core.config()), folder,
                passes.graphs(compiler, compiled));
        WholeFile.writeFolder(folder, answer.files());
        return answer;
    }
}
