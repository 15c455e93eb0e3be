package xdp2rtl.diagnostic;

/// Numbers of things, as sentences say them.
public final class CountText {
    private CountText() {}

    /// `1 lane`, `4 lanes`.
    public static String of(long count, String one) {
        return of(count, one, one + "s");
    }

    /// `1 entry`, `2 entries`.
    public static String of(long count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }
}
