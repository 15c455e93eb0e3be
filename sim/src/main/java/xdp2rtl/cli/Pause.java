package xdp2rtl.cli;

import java.time.Duration;

/// The time between two looks.
final class Pause {
    private Pause() {}

    static void of(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
