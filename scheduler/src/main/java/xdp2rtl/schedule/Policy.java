package xdp2rtl.schedule;

/// What a scheduler tries: which operations come first, and how freely they move.
///
/// @param focus              how operations are ranked
/// @param sinksEffects       whether a branch may be taken while effects of its path are still to be done, on both
/// sides then
/// @param waitsForCommonWork whether a branch waits for what both of its sides need
/// @param speculates         whether operations may run before the branches that decide whether they are needed
/// @param window             how far behind the first operation that is left, in the order of the program, one may be
/// to
///                           run now: operations that need nothing would else run as soon as a lane is free, and keep a
///                           register each for long
record Policy(Focus focus, boolean sinksEffects, boolean waitsForCommonWork, boolean speculates, int window) {
    Policy(Focus focus, boolean sinksEffects, boolean waitsForCommonWork, boolean speculates) {
        this(focus, sinksEffects, waitsForCommonWork, speculates, Integer.MAX_VALUE);
    }

    enum Focus {
        /// How little room an operation has on each path before the path gets longer than its bound, weighted by how
        /// often it runs.
        SLACK,
        /// The sum of an operation's heights over all paths, weighted by how often they run.
        SUM,
        /// The same, with tall heights counting much more.
        HEIGHT,
        /// The path that runs most, then the sum.
        MAIN,
        /// The order of the program, which keeps values alive for the shortest time.
        ORDER
    }
}
