package xdp2rtl.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import xdp2rtl.boards.Board;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;

/// Which core: a named configuration, changed by the options that are given.
final class CoreOptions {
    @Option(names = "--core", paramLabel = "NAME", defaultValue = "default",
            description = "The core: default, hxdp, small, wide or quad (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(names = "--lanes", paramLabel = "N", description = "Its operations in a bundle: 1, 2, 4 or 8.")
    private Optional<Integer> lanes = Optional.empty();

    @Option(names = "--contexts", paramLabel = "N", description = "Its packets in flight, 1 to 64.")
    private Optional<Integer> contexts = Optional.empty();

    @Option(names = "--cores", paramLabel = "N", description = "How many of it: 1, 2, 4 or 8.")
    private Optional<Integer> cores = Optional.empty();

    @Option(names = "--clock-mhz", paramLabel = "MHZ", description = "Its clock, for figures in seconds.")
    private Optional<Integer> clockMhz = Optional.empty();

    /// @throws InputError if there is no such core
    CoreConfig config() {
        CoreConfig named = CoreConfig.NAMED.stream().filter(config -> config.name().equals(name)).findFirst()
                .orElseThrow(() -> new InputError("--core", "there is no configuration `%s`".formatted(name), "",
                        "There are " + CoreConfig.NAMED.stream().map(CoreConfig::name).collect(Collectors.joining(", "))));
        int lanesGiven = lanes.orElse(named.lanes());
        return new CoreConfig(isChanged() ? "custom" : named.name(), lanesGiven, contexts.orElse(named.contexts()),
                cores.orElse(named.cores()), named.registersPerLane(),
                lanesGiven == named.lanes() ? named.units() : CoreConfig.unitsOf(lanesGiven), named.programBundles(),
                named.mapBytes(), named.beatBytes(), clockMhz.orElse(named.clockMhz()), named.trace(), named.mapPort());
    }

    /// The core for a board: its own, unless another was given.
    /// @throws InputError if there is no such core, or the board's clock is another
    CoreConfig on(Board board) {
        clockMhz.filter(given -> given != board.clockMhz()).ifPresent(given -> {
            throw new InputError("--clock-mhz", "%s runs at %d MHz, not %d".formatted(board.name(), board.clockMhz(), given));
        });
        return isGiven() ? board.fitted(config()) : board.core();
    }

    /// Whether any of the options was given.
    boolean isGiven() {
        return !name.equals(CoreConfig.DEFAULT.name()) || isChanged() || clockMhz.isPresent();
    }

    private boolean isChanged() {
        return lanes.isPresent() || contexts.isPresent() || cores.isPresent();
    }
}
