package xdp2rtl.share;

/// Copies of a function cannot be one.
final class Apart extends Exception {
    private static final long serialVersionUID = 1;

    private final int body;

    /// @param body the [Body#id]
    Apart(int body) {
        super(null, null, false, false);
        this.body = body;
    }

    int body() { return body; }
}
