package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.LoadOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.ElfObject;

/// `inspect`: what an object holds, and what of it can be compiled.
@Command(name = "inspect", description = {"Shows an object's programs, maps, helpers and calls, and for each program "
        + "whether it is supported, or why not and at which C line. Exit code 1 if one of them is not, or it has none."})
final class InspectVerb extends Verb {
    @Parameters(paramLabel = "PROG.o", description = "The BPF object file.")
    private Path object;

    @Option(names = "--program", paramLabel = "NAME",
            description = "Only this program: its function. May be repeated.")
    private List<String> names = List.of();

    @Mixin private LoadOptions load;
    @Mixin private CoreOptions core;

    @Override protected Answer answer(Progress progress) {
        ElfObject read = ElfObject.read(object, load.settings());
        names.forEach(name -> named(read, name));
        progress.say("compiling the programs of " + read.name());
        return Inspection.of(read, names, core.compiler().withNetwork(load.fib().size()));
    }

    private static void named(ElfObject read, String name) {
        List<String> known = read.entries().stream().map(ElfObject.Entry::name).toList();
        if (!known.contains(name)) {
            throw new InputError("--program", read.name() + " has no program `" + name + "`", "",
                    known.isEmpty() ? "It has none" : "It has " + String.join(", ", known));
        }
    }
}
