package xdp2rtl.port;

/// This machine cannot run an engine: a permission, a tool or a kernel feature is missing. Not an error of the user:
/// a comparison reports it and compares the other engines. The message is the reason and what to do about it.
public final class EngineUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EngineUnavailable(String reason) {
        super(reason);
    }
}
