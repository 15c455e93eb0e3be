package xdp2rtl.engine.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// The functions of the C library that the kernel engine needs. A result of -1 becomes a [LinuxError].
final class CLibrary {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final AddressLayout TEXT = ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(4096,
            ValueLayout.JAVA_BYTE));

    private static final MethodHandle SYSCALL = LINKER.downcallHandle(symbol("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
            Linker.Option.firstVariadicArg(1), Linker.Option.captureCallState("errno"));
    private static final MethodHandle UNSHARE = handle("unshare", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SOCKET = handle("socket",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SEND = handle("send",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECEIVE = handle("recv",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle GET_AFFINITY = handle("sched_getaffinity",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle SET_AFFINITY = handle("sched_setaffinity",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle ERROR_TEXT = LINKER.downcallHandle(symbol("strerror"),
            FunctionDescriptor.of(TEXT, JAVA_INT));

    private static final MethodHandle LONG_SYSCALL = LINKER.downcallHandle(symbol("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1), Linker.Option.captureCallState("errno"));
    private static final MethodHandle MMAP = handle("mmap",
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MUNMAP = handle("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle MOUNT = handle("mount",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    private static final long EVERY_PROCESS = -1;
    private static final long NO_GROUP = -1;
    private static final long CLOSE_ON_EXEC = 8;
    private static final int READ = 1;
    private static final int READ_AND_WRITE = 3;
    private static final int SHARED = 1;
    private static final int NEW_MOUNTS = 0x20000;
    private static final long RECURSIVE_AND_PRIVATE = 1 << 14 | 1 << 18;

    private final MemorySegment state;

    CLibrary(Arena arena) {
        state = arena.allocate(STATE);
    }

    /// Why this machine has no bpf(2) that we know how to call.
    static Optional<String> missing() {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) { return Optional.of("this is %s, not Linux".formatted(system)); }
        return bpfNumber() < 0 ? Optional.of("the number of bpf(2) on %s is not known".formatted(
                System.getProperty("os.arch"))) : Optional.empty();
    }

    /// The number of the system call bpf(2).
    static long bpfNumber() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> 321;
            case "aarch64", "riscv64" -> 280;
            default -> -1;
        };
    }

    long bpf(int command, MemorySegment attributes) throws LinuxError {
        long result;
        try {
            result = (long) SYSCALL.invokeExact(state, bpfNumber(), (long) command, attributes,
                    attributes.byteSize());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return checked(result);
    }

    /// The number of the system call perf_event_open(2).
    private static long perfEventOpenNumber() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> 298;
            default -> 241;
        };
    }

    /// The descriptor of an event on one CPU.
    int perfEventOpen(MemorySegment attributes, int cpu) throws LinuxError {
        long result;
        try {
            result = (long) LONG_SYSCALL.invokeExact(state, perfEventOpenNumber(), attributes, EVERY_PROCESS,
                    (long) cpu, NO_GROUP,
                    CLOSE_ON_EXEC);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return (int) checked(result);
    }

    /// The first bytes of a file in memory, to read and to write.
    MemorySegment mapShared(int descriptor, long bytes) throws LinuxError {
        return map(descriptor, 0, bytes, READ_AND_WRITE);
    }

    /// Bytes of a file in memory from a page on, to read.
    MemorySegment mapToRead(int descriptor, long from, long bytes) throws LinuxError {
        return map(descriptor, from, bytes, READ);
    }

    private MemorySegment map(int descriptor, long from, long bytes, int access) throws LinuxError {
        MemorySegment mapped;
        try {
            mapped = (MemorySegment) MMAP.invokeExact(state, MemorySegment.NULL, bytes, access, SHARED,
                    descriptor, from);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        checked(mapped.address());
        return mapped.reinterpret(bytes);
    }

    void unmap(MemorySegment mapped) throws LinuxError {
        int result;
        try {
            result = (int) MUNMAP.invokeExact(state, mapped, mapped.byteSize());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        checked(result);
    }

    /// Mounts a file system of the kernel where the calling thread alone sees it.
    void mountForThread(String type, String folder, Arena arena) throws LinuxError {
        unshare(NEW_MOUNTS);
        MemorySegment none = arena.allocateFrom("none");
        mount(none, arena.allocateFrom("/"), MemorySegment.NULL, RECURSIVE_AND_PRIVATE);
        mount(none, arena.allocateFrom(folder), arena.allocateFrom(type), 0);
    }

    private void mount(MemorySegment source, MemorySegment target, MemorySegment type, long flags) throws LinuxError {
        int result;
        try {
            result = (int) MOUNT.invokeExact(state, source, target, type, flags, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        checked(result);
    }

    void unshare(int flags) throws LinuxError {
        int result;
        try {
            result = (int) UNSHARE.invokeExact(state, flags);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        checked(result);
    }

    int socket(int domain, int type, int protocol) throws LinuxError {
        int result;
        try {
            result = (int) SOCKET.invokeExact(state, domain, type, protocol);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return (int) checked(result);
    }

    void send(int socket, MemorySegment message) throws LinuxError {
        long result;
        try {
            result = (long) SEND.invokeExact(state, socket, message, message.byteSize(), 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        checked(result);
    }

    /// The length of the message that came.
    long receive(int socket, MemorySegment message) throws LinuxError {
        long result;
        try {
            result = (long) RECEIVE.invokeExact(state, socket, message, message.byteSize(), 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return checked(result);
    }

    void close(int descriptor) throws LinuxError {
        int result;
        try {
            result = (int) CLOSE.invokeExact(state, descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        checked(result);
    }

    /// The CPUs that this thread may run on, a bit each.
    void affinity(MemorySegment mask) throws LinuxError {
        int result;
        try {
            result = (int) GET_AFFINITY.invokeExact(state, 0, mask.byteSize(), mask);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        checked(result);
    }

    void setAffinity(MemorySegment mask) throws LinuxError {
        int result;
        try {
            result = (int) SET_AFFINITY.invokeExact(state, 0, mask.byteSize(), mask);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        checked(result);
    }

    /// The C library's words for an error number.
    static LinuxError error(int number) {
        try {
            return new LinuxError(number, ((MemorySegment) ERROR_TEXT.invokeExact(number)).getString(0));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// errno means something only after -1.
    private long checked(long result) throws LinuxError {
        if (result == -1) { throw error((int) ERRNO.get(state, 0L)); }
        return result;
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(symbol(name), descriptor, Linker.Option.captureCallState("errno"));
    }

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup().find(name)
                .orElseThrow(() -> new IllegalStateException("the C library has no " + name));
    }
}
