package xdp2rtl.engine;

import java.util.OptionalInt;

/// One place where two engines differ. `packet` counts from 0; it is empty for a map at the end. `what` names the
/// property, `expected` and `actual` are its values in the two engines.
public record Difference(OptionalInt packet, String what, String expectedBy, String expected, String actualBy,
        String actual) {
    /// The same by another name.
    Difference about(String other) {
        return new Difference(packet, other, expectedBy, expected, actualBy, actual);
    }

    @Override public String toString() {
        int width = Math.max(expectedBy.length(), actualBy.length()) + 2;
        return "%s: %s\n  %s%s\n  %s%s".formatted(
                packet.isPresent() ? "packet " + packet.getAsInt() : "after the last packet", what,
                pad(expectedBy, width), indented(expected, width), pad(actualBy, width), indented(actual, width));
    }

    private static String pad(String name, int width) {
        return name + " ".repeat(width - name.length());
    }

    private static String indented(String value, int width) {
        return value.replace("\n", "\n" + " ".repeat(width + 2));
    }
}
