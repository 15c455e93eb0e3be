package xdp2rtl.engine.kernel;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.FunctionRunner;
import xdp2rtl.port.EngineUnavailable;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.support.ProgramCheck;

/// The engine `kernel`. It needs the rights that loading XDP programs needs (root, or CAP_BPF, CAP_NET_ADMIN and
/// CAP_PERFMON), and CAP_SYS_ADMIN where a stimulus names an interface other than the loopback.
public final class KernelEngine implements Engine, FunctionRunner {

    @Override public String name() {
        return "kernel";
    }

    @Override public Run run(Stimulus stimulus) {
        ProgramCheck.check(stimulus.program());
        return onOwnThread(arena -> {
            try (var session = new Session(name(), stimulus, arena)) {
                return session.run();
            }
        });
    }

    /// The verifier must be able to follow the program's accesses to its memory.
    @Override public OptionalLong result(Program program, Bytes memory) {
        ProgramCheck.check(program);
        return onOwnThread(arena -> {
            try (var session = new FunctionSession(program, memory, arena)) {
                return OptionalLong.of(session.run());
            }
        });
    }

    private interface Work<T> {
        T in(Arena arena) throws LinuxError;
    }

    /// The thread ends with the work, and with it the CPU and the network namespace that it was bound to.
    private static <T> T onOwnThread(Work<T> work) {
        Optional<String> missing = CLibrary.missing();
        if (missing.isPresent()) { throw new EngineUnavailable(missing.get()); }
        var task = new FutureTask<>(() -> {
            try (Arena arena = Arena.ofConfined()) {
                return work.in(arena);
            }
        });
        Thread.ofPlatform().name("kernel engine").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case LinuxError cause -> throw unavailable(cause);
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static EngineUnavailable unavailable(LinuxError e) {
        return new EngineUnavailable(e.isPermission()
                ? "bpf(2) is not permitted (%s); run as root".formatted(e.getMessage())
                : "Linux refuses a step of the run (%s)".formatted(e.getMessage()));
    }
}
