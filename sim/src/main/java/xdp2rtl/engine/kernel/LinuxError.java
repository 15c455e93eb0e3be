package xdp2rtl.engine.kernel;

/// A call into Linux failed. `number` is the positive errno; the message is what the C library says about it.
final class LinuxError extends Exception {
    private static final long serialVersionUID = 1;

    static final int NOT_PERMITTED = 1;
    static final int NO_ENTRY = 2;
    static final int NO_SPACE = 28;
    static final int NO_SYSTEM_CALL = 38;
    static final int NOT_SUPPORTED = 95;

    private final int number;

    LinuxError(int number, String text) {
        super(text);
        this.number = number;
    }

    int number() {
        return number;
    }

    /// Whether the process lacks the right, rather than having asked for something wrong.
    boolean isPermission() {
        return number == NOT_PERMITTED || number == NO_SYSTEM_CALL;
    }
}
