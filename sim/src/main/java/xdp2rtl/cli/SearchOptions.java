package xdp2rtl.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.schedule.Guide;

/// How hard the scheduler looks for the fastest order.
final class SearchOptions {
    /// By far the most regions are done in a second.
    private static final String USUAL = "10";

    @Option(names = "--exact", paramLabel = "SECONDS", arity = "0..1", fallbackValue = USUAL,
            description = "Also looks for the fastest schedule of each region with a solver, and for a bound that proves "
                    + "how fast one can be; SECONDS is its time for a region that each packet runs through (default: ${FALLBACK-VALUE}), "
                    + "counted in its own steps, so that the answer is the same on every machine.")
    private Optional<Double> exact = Optional.empty();

    /// @throws InputError if the time makes no sense
    Guide guide() {
        exact.filter(seconds -> !(seconds > 0 && seconds <= 3600)).ifPresent(seconds -> {
            throw new InputError("--exact", "a solver cannot look for %s seconds".formatted(seconds), "",
                    "Give more than 0 and at most 3600");
        });
        return new Guide(exact.orElse(0.0));
    }
}
