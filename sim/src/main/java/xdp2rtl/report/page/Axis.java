package xdp2rtl.report.page;

/// From values to pixels, by their logarithms or not.
///
/// @param from  the value at `start`
/// @param to    at `end`, another one
/// @param start pixels
record Axis(double from, double to, double start, double end, boolean logarithmic) {
    double of(double value) {
        return start + (end - start) * (scaled(value) - scaled(from)) / (scaled(to) - scaled(from));
    }

    private double scaled(double value) {
        return logarithmic ? Math.log(value) : value;
    }
}
