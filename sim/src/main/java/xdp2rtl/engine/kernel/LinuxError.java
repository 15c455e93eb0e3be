package xdp2rtl.engine.kernel;

import xdp2rtl.linux.Errno;

/// A call into Linux failed. `number` is the positive errno; the message is what the C library says about it.
final class LinuxError extends Exception {
    private static final long serialVersionUID = 1;

    private final int number;

    LinuxError(int number, String text) {
        super(text);
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean is(Errno error) {
        return number == error.number();
    }

    /// Whether the process lacks the right, rather than having asked for something wrong.
    boolean isPermission() { return is(Errno.EPERM) || is(Errno.ENOSYS); }
}
