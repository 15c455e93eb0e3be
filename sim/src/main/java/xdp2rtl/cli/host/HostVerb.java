package xdp2rtl.cli.host;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import xdp2rtl.cli.common.VerbGroup;
import xdp2rtl.cli.fib.HostFibVerb;
import xdp2rtl.cli.map.HostMapVerb;

/// `host`: what drives a board.
@Command(name = "host", description = {
        "Drives a board, a real one or a simulated one: loads programs, looks at maps, events and counters.",
        "What is loaded is remembered until the machine is switched off; a board that was reset meanwhile is noticed.",
        "Every command has --help and --json."},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HostLoadVerb.class, HostUnloadVerb.class, HostStatusVerb.class, HostMapVerb.class,
                HostFibVerb.class,
                HostEventsVerb.class,
                HostCountersVerb.class, HostSimulateVerb.class, HelpCommand.class})
public final class HostVerb extends VerbGroup {}
