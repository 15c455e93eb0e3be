package xdp2rtl.engine.kernel;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import xdp2rtl.engine.Engine;
import xdp2rtl.engine.EngineUnavailable;
import xdp2rtl.engine.ProgramCheck;
import xdp2rtl.engine.Run;
import xdp2rtl.engine.Stimulus;

/// The engine `kernel`. It needs the rights that loading XDP programs needs (root, or CAP_BPF, CAP_NET_ADMIN and
/// CAP_PERFMON), and CAP_SYS_ADMIN where a stimulus names an interface other than the loopback.
public final class KernelEngine implements Engine {

    @Override public String name() {
        return "kernel";
    }

    @Override public Run run(Stimulus stimulus) {
        ProgramCheck.check(stimulus.program());
        Optional<String> missing = CLibrary.missing();
        if (missing.isPresent()) {
            throw new EngineUnavailable(missing.get());
        }
        var task = new FutureTask<>(() -> runHere(stimulus));
        Thread.ofPlatform().name("kernel engine").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// On a thread that ends with the run.
    private Run runHere(Stimulus stimulus) {
        try (Arena arena = Arena.ofConfined(); var session = new Session(name(), stimulus, arena)) {
            return session.run();
        } catch (LinuxError e) {
            throw new EngineUnavailable(e.isPermission()
                    ? "bpf(2) is not permitted (%s); run as root".formatted(e.getMessage())
                    : "Linux refuses a step of the run (%s)".formatted(e.getMessage()));
        }
    }
}
