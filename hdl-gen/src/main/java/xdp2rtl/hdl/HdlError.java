package xdp2rtl.hdl;

/// A mistake in a hardware description. The message starts with the Java line that made it and ends with the
/// way out of it; no Verilog is written for a design that has one.
public final class HdlError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// A mistake in the statement that is executing now.
    HdlError(String message) {
        this(Where.caller(), message);
    }

    /// A mistake found after the fact, at a line that was remembered.
    HdlError(Where where, String message) {
        super(where + ": " + message);
    }
}
