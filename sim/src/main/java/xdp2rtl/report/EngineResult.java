package xdp2rtl.report;

/// What an engine made of the trace.
///
/// @param name    of the engine
/// @param seconds that the packets took; not a number where it did not run
/// @param reason  why it did not run; empty if it did
public record EngineResult(String name, double seconds, String reason) {
    public boolean ran() {
        return reason.isEmpty();
    }
}
