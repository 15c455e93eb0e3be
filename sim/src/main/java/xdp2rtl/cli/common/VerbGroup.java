package xdp2rtl.cli.common;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// A verb that only leads to others, and is wrong alone.
public abstract class VerbGroup implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override public final void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
