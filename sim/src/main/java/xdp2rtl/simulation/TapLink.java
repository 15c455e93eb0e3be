package xdp2rtl.simulation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import xdp2rtl.device.LinuxFile;
import xdp2rtl.diagnostic.InputError;

/// A connection to a TAP device (the kernel's Documentation/networking/tuntap.rst). What Linux sends on the interface
/// comes to the board, filled up to 60 bytes as a wire would bring it; what the board sends, Linux receives. A device
/// that was not there goes when the link is closed.
final class TapLink implements Link {
    private static final Path CLONE = Path.of("/dev/net/tun");
    /// TUNSETIFF: `_IOW('T', 202, int)`.
    private static final long SET_INTERFACE = 0x4004_54caL;
    /// struct ifreq: the name, then the flags.
    private static final int REQUEST_BYTES = 40;
    private static final short TAP_WITHOUT_HEADER = 0x1002;
    private static final int SHORTEST_FRAME = 60;
    /// More than the largest frame of any MTU.
    private static final int LONGEST_FRAME = 1 << 16;
    /// Frames between Linux and the board; behind them, Linux's own queue of the interface fills.
    private static final int ROOM = 64;
    private static final int LOOK_MILLISECONDS = 100;

    private final LinkName.Tap name;
    private final LinuxFile file;
    private final Runnable arrived;
    private final BlockingQueue<byte[]> frames = new ArrayBlockingQueue<>(ROOM);
    private final Thread reader;
    private volatile boolean closing;
    private long lost;

    /// @param arrived called by a thread of the link's own whenever a frame has come
    TapLink(LinkName.Tap name, Runnable arrived) {
        this.name = name;
        this.arrived = arrived;
        file = open(name);
        reader = Thread.ofPlatform().daemon().name("tap " + name.name()).start(this::read);
    }

    private static LinuxFile open(LinkName.Tap name) {
        try {
            LinuxFile file = new LinuxFile(CLONE, LinuxFile.READ_WRITE | LinuxFile.NONBLOCKING);
            boolean attached = false;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment request = arena.allocate(REQUEST_BYTES, Long.BYTES);
                MemorySegment.copy(name.name().getBytes(StandardCharsets.UTF_8), 0, request, ValueLayout.JAVA_BYTE, 0,
                        name.name().getBytes(StandardCharsets.UTF_8).length);
                request.set(ValueLayout.JAVA_SHORT, LinkName.INTERFACE_BYTES, TAP_WITHOUT_HEADER);
                file.ioctl(SET_INTERFACE, request);
                attached = true;
                return file;
            } finally {
                if (!attached) {
                    file.close();
                }
            }
        } catch (LinuxFile.Refusal e) {
            throw refused("tap:" + name.name(), e);
        }
    }

    private static InputError refused(String where, LinuxFile.Refusal e) {
        return switch (e.number()) {
            case LinuxFile.Refusal.NO_ENTRY, LinuxFile.Refusal.NO_DEVICE ->
                new InputError(where, "this machine has no %s".formatted(CLONE), "",
                        "Load it: modprobe tun (in a container: start it with --device %s)".formatted(CLONE));
            case LinuxFile.Refusal.NOT_PERMITTED, LinuxFile.Refusal.ACCESS_DENIED -> new InputError(where,
                    "this process may not make a TAP device (%s)".formatted(e.getMessage()), "",
                    "Run as root (or with CAP_NET_ADMIN), or make it once for you: ip tuntap add dev %s mode tap user $USER"
                            .formatted(where.substring(where.indexOf(':') + 1)));
            case LinuxFile.Refusal.BUSY -> new InputError(where, "another process is connected to this TAP device");
            case LinuxFile.Refusal.INVALID ->
                new InputError(where, "there is an interface of this name that is no TAP device", "",
                        "Give another name");
            default -> new InputError(where, "Linux refuses the TAP device (%s)".formatted(e.getMessage()));
        };
    }

    private void read() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(LONGEST_FRAME);
            while (!closing) {
                if (!file.await(LOOK_MILLISECONDS)) {
                    continue;
                }
                long length = file.read(place);
                if (length > 0) {
                    byte[] frame = place.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
                    put(frame.length < SHORTEST_FRAME ? Arrays.copyOf(frame, SHORTEST_FRAME) : frame);
                }
            }
        } catch (LinuxFile.Refusal e) {
            trouble = Optional.of(broken("read", e));
            arrived.run();
        } catch (InterruptedException _) {
            closing = true;
        }
    }

    private volatile Optional<InputError> trouble = Optional.empty();

    private void put(byte[] frame) throws InterruptedException {
        while (!closing && !frames.offer(frame, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            arrived.run();
        }
        arrived.run();
    }

    @Override public Optional<byte[]> receive() {
        if (trouble.isPresent()) { throw trouble.get(); }
        return Optional.ofNullable(frames.poll());
    }

    @Override public boolean waits() { return false; }

    @Override public void send(byte[] frame, long nanoseconds) {
        try (Arena arena = Arena.ofConfined()) {
            if (file.write(arena.allocateFrom(ValueLayout.JAVA_BYTE, frame)) < 0) {
                lost++;
            }
        } catch (LinuxFile.Refusal e) {
            // The interface is down: nobody is there to receive.
            if (e.number() != LinuxFile.Refusal.TROUBLE) { throw broken("written", e); }
            lost++;
        }
    }

    private InputError broken(String verb, LinuxFile.Refusal e) {
        return new InputError("tap:" + name.name(), e.number() == LinuxFile.Refusal.BAD_STATE
                ? "the interface was deleted, or its network namespace was"
                : "it can no longer be %s (%s)".formatted(verb, e.getMessage()));
    }

    @Override public long lost() { return lost; }

    @Override public void close() {
        closing = true;
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        file.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
