package xdp2rtl.report.page;

/// A figure that says much.
///
/// @param value with its unit
/// @param about what it is of
public record StatView(String value, String unit, String about) {}
