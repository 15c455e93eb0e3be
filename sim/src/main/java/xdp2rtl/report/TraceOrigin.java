package xdp2rtl.report;

/// Which packets a report is of.
///
/// @param name of the file, or what was made
/// @param made whether nobody gave a capture
public record TraceOrigin(String name, boolean made) {}
