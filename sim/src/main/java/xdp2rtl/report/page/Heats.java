package xdp2rtl.report.page;

/// How strong the colour of heat is.
final class Heats {
    private static final int LEAST = 6;
    private static final int MOST = 60;

    private Heats() {}

    /// Per cent of the colour for a share, 0 to 1, of the most: the root of it, so that what is cool differs from what
    /// is cold. Text on it is still read well.
    static int percent(double share) {
        return share <= 0 ? 0 : (int) Math.round(LEAST + (MOST - LEAST) * Math.sqrt(Math.min(1, share)));
    }
}
