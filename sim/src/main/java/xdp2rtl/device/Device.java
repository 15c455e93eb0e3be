package xdp2rtl.device;

import xdp2rtl.isa.ControlRegister;

/// The register window of a board: 4 KiB of 32-bit little-endian words, `isa.ControlRegister` from 0 and
/// `boards.BoardRegister` from 0x200. For one thread. Accesses happen in the order in which they are made; a read
/// waits for the writes before it.
///
/// A device that is gone, or that refuses an access and can say so, throws [xdp2rtl.diagnostic.InputError].
public interface Device extends AutoCloseable {
    /// Bytes of the window.
    int WINDOW = 1 << ControlRegister.ADDRESS_BITS;

    /// The word at a byte offset, a multiple of 4.
    int read(int offset);

    /// Writes the word at a byte offset, a multiple of 4.
    void write(int offset, int value);

    /// Words in order. One message where the device is a process.
    default int[] read(int[] offsets) {
        int[] values = new int[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            values[i] = read(offsets[i]);
        }
        return values;
    }

    /// Writes in order: offset, value, offset, value...
    default void write(int[] pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            write(pairs[i], pairs[i + 1]);
        }
    }

    /// As it was given on the command line, with what was found out: for messages.
    String name();

    /// As `--device` takes it.
    default String address() { return name(); }

    /// Also gives the lock back.
    @Override void close();
}
