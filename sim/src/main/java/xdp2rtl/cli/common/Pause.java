package xdp2rtl.cli.common;

import java.time.Duration;

/// The time between two looks.
public final class Pause {
    private Pause() {}

    public static void of(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
