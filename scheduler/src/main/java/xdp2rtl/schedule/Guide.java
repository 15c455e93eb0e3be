package xdp2rtl.schedule;

/// What a scheduler is told beside the program and the core.
///
/// @param exactSeconds how long a solver looks for the fastest schedule of a region, counted in its own steps; 0 for not
/// at all
public record Guide(double exactSeconds) {
    /// As fast as it goes without a solver.
    public static final Guide DEFAULT = new Guide(0);
}
