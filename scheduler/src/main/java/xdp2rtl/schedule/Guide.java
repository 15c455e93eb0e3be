package xdp2rtl.schedule;

import java.util.Optional;
import xdp2rtl.depend.Profile;

/// What a scheduler is told beside the program and the core.
///
/// @param exactSeconds how long a solver looks for the fastest schedule of a region, counted in its own steps; 0 for not
/// at all
/// @param profile of the graph, if a trace says what is frequent
public record Guide(double exactSeconds, Optional<Profile> profile) {
    /// As fast as it goes without a solver.
    public static final Guide DEFAULT = new Guide(0);

    /// Without a profile.
    public Guide(double exactSeconds) { this(exactSeconds, Optional.empty()); }

    public Guide with(Profile found) { return new Guide(exactSeconds, Optional.of(found)); }

    /// For a graph that the profile is not of.
    Guide withoutProfile() { return new Guide(exactSeconds); }
}
