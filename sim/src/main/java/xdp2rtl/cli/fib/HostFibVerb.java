package xdp2rtl.cli.fib;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import xdp2rtl.cli.common.VerbGroup;

/// `host fib`: the network that the loaded program looks into.
@Command(name = "fib",
        description = "The network that bpf_fib_lookup and bpf_check_mtu of the loaded program look into.",
        synopsisSubcommandLabel = "COMMAND", subcommands = {FibSyncVerb.class, HelpCommand.class})
public final class HostFibVerb extends VerbGroup {}
