package xdp2rtl.linux;

/// The clocks that helpers read (kernel/bpf/helpers.c). The card has one, which counts nanoseconds and never sleeps: it
/// is the monotonic clock, the one that counts sleep, the coarse one and the atomic one.
public final class Clock {
    /// Ticks a second (`CONFIG_HZ`), as Debian configures it.
    public static final int HZ = 250;
    public static final long NANOSECONDS_A_JIFFY = 1_000_000_000L / HZ;

    private Clock() {}
}
