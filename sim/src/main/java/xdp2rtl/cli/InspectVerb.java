package xdp2rtl.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.LoadOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.elf.ElfObject;

/// `inspect`: what an object holds, and what of it can be compiled.
@Command(name = "inspect", description = {"Shows an object's programs, maps, helpers and calls, and for each program "
        + "whether it is supported, or why not and at which C line."})
final class InspectVerb extends Verb {
    @Parameters(paramLabel = "PROG.o", description = "The BPF object file.")
    private Path object;

    @Mixin private LoadOptions load;
    @Mixin private CoreOptions core;

    @Override protected Answer answer(Progress progress) {
        return Inspection.of(ElfObject.read(object, load.settings()), core.compiler().withNetwork(load.fib().size()));
    }
}
