package xdp2rtl.report.page;

import java.util.Locale;

/// Figures as the page shows them.
final class Numbers {
    private Numbers() {}

    /// With so many decimals.
    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /// A share from 0 to 1: `12.5 %`; what is not nothing is never shown as such.
    static String percent(double share) {
        if (share > 0 && share < 0.0005) { return "< 0.1 %"; }
        if (share < 1 && share >= 0.9995) { return "> 99.9 %"; }
        return fixed(100 * share, 1) + " %";
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// Issue slots a packet; blank for none.
    static String slots(double value) {
        return value == 0 ? "" : value < 0.005 ? "<0.01" : fixed(value, 2);
    }

    /// Cycles as a time: `142 cycles, 0.57 µs`.
    static String time(double cycles, int clockMhz) {
        double nanoseconds = cycles * 1000 / clockMhz;
        return nanoseconds < 1000 ? fixed(nanoseconds, 0) + " ns" : fixed(nanoseconds / 1000, 2) + " µs";
    }
}
