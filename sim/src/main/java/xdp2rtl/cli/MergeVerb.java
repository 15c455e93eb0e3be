package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.explore.Exploration;

/// `merge`: parts of an exploration as one.
@Command(name = "merge",
        description = "Puts parts of an exploration together, which `explore --shard K/N --json` wrote, and answers as "
                + "`explore` does for all cores at once. Exit code 1 if no core keeps up.")
final class MergeVerb extends Verb {
    @Parameters(paramLabel = "PART.json", arity = "1..*", description = "The parts, each once.")
    private List<Path> parts = new ArrayList<>();

    @Option(names = "--all", description = "Lists all cores, not only those that no other one beats.")
    private boolean all;

    @Mixin private FrontFile front;

    @Override protected boolean givesBytes() {
        return front.isStandardOutput();
    }

    @Override protected Answer answer(Progress progress) {
        Exploration found = Exploration.merged(parts.stream().map(ExploreJson::read).toList());
        front.write(found);
        return new ExploreAnswer(found, all);
    }
}
