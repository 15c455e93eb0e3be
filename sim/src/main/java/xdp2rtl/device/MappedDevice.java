package xdp2rtl.device;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.ControlRegister;

/// Registers in memory that is the hardware's: every access is one load or store of 32 bits, in order.
final class MappedDevice implements Device {
    private static final VarHandle WORD = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();
    /// What a read gives if nothing answers on the bus.
    private static final int NOBODY = -1;

    private final String name;
    private final LinuxFile file;
    private final MemorySegment window;
    private final DeviceLock lock;

    /// @param window the [Device#WINDOW] bytes
    MappedDevice(String name, LinuxFile file, MemorySegment window, DeviceLock lock) {
        this.name = name;
        this.file = file;
        this.window = window;
        this.lock = lock;
    }

    @Override public int read(int offset) {
        int value = (int) WORD.getVolatile(window, (long) offset);
        if (value == NOBODY && offset != ControlRegister.MAGIC.offset()
                && raw(ControlRegister.MAGIC.offset()) == NOBODY) {
            throw gone(name);
        }
        return value;
    }

    @Override public void write(int offset, int value) {
        WORD.setVolatile(window, (long) offset, value);
    }

    private int raw(int offset) {
        return (int) WORD.getVolatile(window, (long) offset);
    }

    private static InputError gone(String name) {
        return new InputError(name, "nothing answers, every register reads as ones",
                "the board is without power, is being configured, or "
                        + "its PCI function was reset",
                "Load the bitstream, then remove and rescan the function (or restart the machine)");
    }

    /// Whether this is the window of a board.
    ///
    /// @throws InputError if nothing answers
    boolean isBoard() { return answers().areOurs(); }

    /// Whether this is the window of a core, on a board of ours or elsewhere.
    ///
    /// @throws InputError if nothing answers
    boolean isCore() { return answers().areACores(); }

    private MagicNumbers answers() {
        if (raw(ControlRegister.MAGIC.offset()) == NOBODY) { throw gone(name); }
        return MagicNumbers.of(this::raw);
    }

    /// What stands where the magic numbers should be, for messages.
    String found() {
        return MagicNumbers.of(this::raw).toString();
    }

    @Override public String name() { return name; }

    /// Closes the mapping and leaves the lock to who took it.
    void unmap() {
        file.close();
    }

    @Override public void close() {
        unmap();
        lock.close();
    }
}
