package xdp2rtl.report;

/// A lane of a bundle.
public record SlotPlace(int bundle, int lane) {
    /// `12.3`: lane 3 of bundle 12.
    @Override public String toString() {
        return bundle + "." + lane;
    }
}
