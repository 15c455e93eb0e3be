package xdp2rtl.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import xdp2rtl.diagnostic.InputError;

/// Registers by requests to NetFPGA-SUME's driver, as its `rwaxi` makes them: a `struct ifreq` with the interface's
/// name and a pointer to two u32 in the machine's byte order, address and value; a read puts the value there. The
/// driver has one access under way, waits at most a second for the card, and says EBUSY to whoever comes meanwhile. A
/// write that the card does not take within the second looks like one that it took; the next read does not.
final class SumeDevice implements Device {
    /// SIOCDEVPRIVATE + 1 and + 2 (linux/sockios.h).
    static final long WRITE = 0x89f1;
    static final long READ = 0x89f2;
    /// `struct ifreq` of 64-bit machines (linux/if.h): the name in 16 bytes, then a union, here the pointer.
    static final int REQUEST = 40;
    static final int POINTER = 16;
    static final int VALUE = 4;
    /// The kernel's number for a call that is to be made again, which gets out of it if no signal is the reason.
    static final int RESTART = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DeviceName.Sume name;
    private final InterfaceRequests requests;
    private final DeviceLock lock;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment access = arena.allocate(Integer.BYTES * 2, Integer.BYTES);
    private final MemorySegment request = arena.allocate(REQUEST, ADDRESS.byteAlignment());

    SumeDevice(DeviceName.Sume name, InterfaceRequests requests, DeviceLock lock) {
        this.name = name;
        this.requests = requests;
        this.lock = lock;
        request.setString(0, name.networkInterface());
        request.set(ADDRESS, POINTER, access);
    }

    @Override public int read(int offset) {
        make(READ, offset, 0);
        return access.get(JAVA_INT, VALUE);
    }

    @Override public void write(int offset, int value) {
        make(WRITE, offset, value);
    }

    private void make(long what, int offset, int value) {
        long begin = System.nanoTime();
        while (true) {
            access.set(JAVA_INT, 0, (int) (name.address() + offset));
            access.set(JAVA_INT, VALUE, value);
            try {
                requests.make(what, request);
                return;
            } catch (LinuxFile.Refusal e) {
                if (e.number() != LinuxFile.Refusal.BUSY || System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw refused(offset, e);
                }
                LockSupport.parkNanos(PATIENCE.toNanos() / 1000);
            }
        }
    }

    private InputError refused(int offset, LinuxFile.Refusal e) {
        String where = "register 0x%03x".formatted(offset);
        return switch (e.number()) {
            case LinuxFile.Refusal.NO_DEVICE ->
                new InputError(name(), where + ": the network interface is gone (%s)".formatted(e.getMessage()));
            case LinuxFile.Refusal.NOT_PERMITTED, LinuxFile.Refusal.ACCESS_DENIED -> new InputError(name(),
                    where + ": this process may not ask for it (%s)".formatted(e.getMessage()), "", "Run as root");
            case LinuxFile.Refusal.NOT_SUPPORTED, LinuxFile.Refusal.NO_SUCH_REQUEST, LinuxFile.Refusal.INVALID ->
                new InputError(name(),
                        where + ": the driver does not take requests for registers (%s)".formatted(e.getMessage()),
                        "Linux 5.15 and later give them to ndo_siocdevprivate, the driver of 2018 has ndo_do_ioctl only",
                        "Use an older Linux, or a driver that has both");
            case LinuxFile.Refusal.BUSY -> new InputError(name(), where + ": the driver is busy with another access",
                    "another program makes them all the time, or the card has left one without an answer",
                    "End the other program, or load the driver anew");
            case LinuxFile.Refusal.INTERRUPTED,
                    RESTART ->
                new InputError(name(), where + ": the card does not answer within a second",
                        "its bitstream is another one, or it is in reset", "Load the bitstream, then the driver anew");
            default -> new InputError(name(), where + ": the driver refuses it (%s)".formatted(e.getMessage()));
        };
    }

    @Override public String name() { return name.toString(); }

    @Override public void close() {
        requests.close();
        arena.close();
        lock.close();
    }
}
