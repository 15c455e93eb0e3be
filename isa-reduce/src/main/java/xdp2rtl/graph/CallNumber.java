package xdp2rtl.graph;

/// The numbers that tell a shared function by which call it was entered. They begin where programs have no flags, so
/// that who reads a graph knows what they are.
public final class CallNumber {
    private static final int FIRST = 0x6361_0000;
    private static final int COUNT = 0x1_0000;

    private CallNumber() {}

    /// The number of a call.
    /// @param place among the calls of its function
    public static int of(int place) {
        if (place >= COUNT) { throw new IllegalArgumentException("too many calls: " + place); }
        return FIRST + place;
    }

    public static boolean isOne(int number) { return number >= FIRST && number < FIRST + COUNT; }
}
