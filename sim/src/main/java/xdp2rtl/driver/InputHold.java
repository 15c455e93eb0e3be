package xdp2rtl.driver;

import static xdp2rtl.isa.ControlRegister.CONTROL;
import static xdp2rtl.isa.ControlRegister.EMIT_ALL;
import static xdp2rtl.isa.ControlRegister.RUN;
import static xdp2rtl.isa.ControlRegister.SEQUENTIAL;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import xdp2rtl.diagnostic.InputError;

/// The time in which a core takes no packet and has none: packets wait at its input meanwhile. A packet that has begun
/// comes in whole first. Where the core did not run before, it does not run afterwards.
///
/// While the input is held, a signal does not end the program: what is half-written would be run, or the input be held
/// for ever.
public final class InputHold implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ReentrantLock UNBROKEN = new ReentrantLock();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(UNBROKEN::lock));
    }

    private final CoreRegisters core;
    private final int modes;
    private final long start;
    private final boolean ran;
    private boolean runs;
    private long cycles;

    private InputHold(CoreRegisters core) {
        this.core = core;
        int control = core.read(CONTROL);
        this.modes = control & (SEQUENTIAL | EMIT_ALL);
        this.ran = (control & RUN) != 0;
        this.runs = ran;
        this.start = core.cycles();
    }

    /// Returns when the core is idle.
    /// @throws InputError if it does not come to rest; it runs again then
    public static InputHold of(CoreRegisters core) {
        UNBROKEN.lock();
        var hold = new InputHold(core);
        try {
            core.write(CONTROL, hold.modes);
            for (long begin = System.nanoTime(); !core.idle();) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new InputError(core.device().name(),
                            "the core does not come to rest within %d s".formatted(PATIENCE.toSeconds()),
                            "a packet has begun and does not go on, or its output is not taken",
                            "Look at the links, or reset the board");
                }
            }
            return hold;
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    /// From now on what is written does not make sense until all of it is: the core runs again only after [#goesOn] or
    /// [#runsAfterwards].
    public void staysStopped() {
        runs = false;
    }

    /// The core runs once the input is let go, if it did before.
    public void goesOn() {
        runs = ran;
    }

    /// The core runs once the input is let go, whether it did before or not.
    public void runsAfterwards() {
        runs = true;
    }

    /// Bits of CONTROL besides RUN.
    public int modes() {
        return modes;
    }

    /// Cycles from before the input was held until after it was let go, so a little more than it was.
    public long cycles() {
        return cycles;
    }

    @Override public void close() {
        try {
            core.write(CONTROL, modes | (runs ? RUN : 0));
            cycles = core.cycles() - start;
        } finally {
            UNBROKEN.unlock();
        }
    }
}
