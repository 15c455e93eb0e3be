package xdp2rtl.cli.map;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import xdp2rtl.cli.common.VerbGroup;

/// `host map`: the loaded program's maps, as `bpftool map` shows and changes the kernel's.
@Command(name = "map",
        description = {"The loaded program's maps, with the words, the text and the JSON of `bpftool map`.",
                "MAP is `name NAME` or `id N`, DATA is bytes such as `10 0 0 0`, `0x0a 0 0 0` or `hex 0a 00 00 00`.",
                "Hash maps are read and changed while no packet is in the core; the input is held for that time."},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MapListVerb.class, MapDumpVerb.class, MapLookupVerb.class, MapUpdateVerb.class,
                MapDeleteVerb.class,
                MapPushVerb.class, MapEnqueueVerb.class, MapPopVerb.class, MapPeekVerb.class, HelpCommand.class})
public final class HostMapVerb extends VerbGroup {}
