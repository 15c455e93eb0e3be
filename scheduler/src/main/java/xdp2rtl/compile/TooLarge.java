package xdp2rtl.compile;

import xdp2rtl.diagnostic.InputError;

/// A program does not fit the program memory as it was tried.
final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;

    private final InputError error;
    private final double times;

    /// @param times how many times the program memory it needs, about
    TooLarge(InputError error, double times) {
        super(error.getMessage(), error, false, false);
        this.error = error;
        this.times = times;
    }

    InputError error() { return error; }

    double times() { return times; }
}
