package xdp2rtl.cli.traffic;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `traffic`: captures that nobody has to take.
@Command(name = "traffic",
        description = {"Makes captures: a link full of flows, or packets and map contents that reach the blocks of a "
                + "program. The same command makes the same files.",
                "Every command has --help and --json."},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TrafficMixVerb.class, TrafficReachVerb.class, HelpCommand.class})
public final class TrafficVerb implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
