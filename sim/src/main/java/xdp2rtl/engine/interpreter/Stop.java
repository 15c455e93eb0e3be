package xdp2rtl.engine.interpreter;

/// The program did what it may not do; the packet ends with XDP_ABORTED. The message says what it did.
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stop(String reason) {
        super(reason, null, false, false);
    }
}
