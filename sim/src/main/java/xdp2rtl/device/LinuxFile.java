package xdp2rtl.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;

import xdp2rtl.linux.Errno;

/// An open file of Linux, for what `java.nio` does not do with files that are devices: ioctl(2), mmap(2) where the
/// size of the file says nothing, reads that do not wait. For any number of threads, until one closes it.
public final class LinuxFile implements AutoCloseable {
    /// open(2)
    public static final int READ_WRITE = 2;
    public static final int NONBLOCKING = 0x800;
    private static final int CLOSE_ON_EXEC = 0x8_0000;
    /// socket(2)
    private static final int INTERNET = 2;
    private static final int DATAGRAM = 2;
    /// mmap(2)
    private static final int READ_AND_WRITE = 3;
    private static final int SHARED = 1;
    /// poll(2)
    private static final short READABLE = 1;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SOCKET =
            handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle IOCTL =
            handle("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ =
            handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            handle("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle MAP = handle("mmap",
            FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle POLL =
            handle("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle UNMAP = handle("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle ERROR_TEXT = LINKER.downcallHandle(symbol("strerror"),
            FunctionDescriptor.of(ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(4096, ValueLayout.JAVA_BYTE)),
                    JAVA_INT));

    private final Arena arena = Arena.ofShared();
    private final int descriptor;

    /// What Linux refuses.
    public static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;
        public static final int NOT_PERMITTED = 1;
        public static final int NO_ENTRY = 2;
        public static final int INTERRUPTED = 4;
        public static final int ACCESS_DENIED = 13;
        public static final int TROUBLE = 5;
        public static final int BUSY = 16;
        public static final int NO_DEVICE = 19;
        public static final int INVALID = 22;
        public static final int NO_SUCH_REQUEST = 25;
        public static final int BAD_STATE = 77;
        public static final int NOT_SUPPORTED = 95;

        private final int number;

        Refusal(int number) {
            super(text(number));
            this.number = number;
        }

        /// The errno.
        public int number() { return number; }
    }

    /// @param flags of open(2); the file is closed where the process becomes another
    public LinuxFile(Path path, int flags) throws Refusal {
        try (Arena names = Arena.ofConfined()) {
            MemorySegment name = names.allocateFrom(path.toString());
            descriptor = (int) checked(state -> (int) OPEN.invokeExact(state, name, flags | CLOSE_ON_EXEC));
        }
    }

    private LinuxFile(int descriptor) { this.descriptor = descriptor; }

    /// A socket that is connected to nothing: what requests to network interfaces are made on.
    public static LinuxFile socket() throws Refusal {
        return new LinuxFile(
                (int) checked(state -> (int) SOCKET.invokeExact(state, INTERNET, DATAGRAM | CLOSE_ON_EXEC, 0)));
    }

    public int ioctl(long request, MemorySegment argument) throws Refusal {
        return (int) checked(state -> (int) IOCTL.invokeExact(state, descriptor, request, argument));
    }

    /// Bytes read; -1 if there is nothing now.
    public long read(MemorySegment into) throws Refusal {
        return unlessAgain(state -> (long) READ.invokeExact(state, descriptor, into, into.byteSize()));
    }

    /// Bytes written; -1 if there is no room now.
    public long write(MemorySegment from) throws Refusal {
        return unlessAgain(state -> (long) WRITE.invokeExact(state, descriptor, from, from.byteSize()));
    }

    /// A shared mapping, until [#close]; afterwards an access to it throws.
    ///
    /// @param offset in the file, a multiple of the page's size
    public MemorySegment map(long offset, long size) throws Refusal {
        long address = checked(state -> (long) MAP.invokeExact(state, MemorySegment.NULL, size, READ_AND_WRITE, SHARED,
                descriptor, offset));
        return MemorySegment.ofAddress(address).reinterpret(size, arena, it -> unmap(it, size));
    }

    /// Waits until there is something to read, at most so long; whether there is.
    public boolean await(int milliseconds) throws Refusal {
        try (Arena place = Arena.ofConfined()) {
            MemorySegment wanted = place.allocate(JAVA_LONG);
            wanted.set(JAVA_INT, 0, descriptor);
            wanted.set(ValueLayout.JAVA_SHORT, 4, READABLE);
            return checked(state -> (int) POLL.invokeExact(state, wanted, 1L, milliseconds)) > 0;
        }
    }

    private static void unmap(MemorySegment mapped, long size) {
        undone(state -> (int) UNMAP.invokeExact(state, mapped, size));
    }

    @Override public void close() {
        arena.close();
        undone(state -> (int) CLOSE.invokeExact(state, descriptor));
    }

    /// Linux does not refuse to take back what it has given.
    private static void undone(Call call) {
        try {
            checked(call);
        } catch (Refusal e) {
            throw new IllegalStateException(e);
        }
    }

    /// A bound function, with the place for errno; it throws only what its binding has wrong.
    private interface Call {
        long run(MemorySegment state) throws Throwable;
    }

    private static long checked(Call call) throws Refusal {
        try (Arena place = Arena.ofConfined()) {
            MemorySegment state = place.allocate(STATE);
            long result = run(call, state);
            if (result == -1) { throw new Refusal((int) ERRNO.get(state, 0L)); }
            return result;
        }
    }

    private static long run(Call call, MemorySegment state) {
        try {
            return call.run(state);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static long unlessAgain(Call call) throws Refusal {
        try {
            return checked(call);
        } catch (Refusal e) {
            if (e.number() == Errno.EAGAIN.number()) { // nothing to read now, no room to write now
                return -1;
            }
            throw e;
        }
    }

    private static String text(int number) {
        try {
            return ((MemorySegment) ERROR_TEXT.invokeExact(number)).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... more) {
        Linker.Option[] options = Arrays.copyOf(more, more.length + 1);
        options[more.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(symbol(name), type, options);
    }

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup().find(name)
                .orElseThrow(() -> new IllegalStateException("the C library has no " + name));
    }
}
