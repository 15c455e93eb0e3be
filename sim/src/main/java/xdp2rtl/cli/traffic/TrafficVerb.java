package xdp2rtl.cli.traffic;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import xdp2rtl.cli.common.VerbGroup;

/// `traffic`: captures that nobody has to take.
@Command(name = "traffic",
        description = {"Makes captures: a link full of flows, or packets and map contents that reach the blocks of a "
                + "program. The same command makes the same files.",
                "Every command has --help and --json."},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TrafficMixVerb.class, TrafficReachVerb.class, HelpCommand.class})
public final class TrafficVerb extends VerbGroup {}
