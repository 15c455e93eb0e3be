package xdp2rtl.engine.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xdp2rtl.port.Emission;
import xdp2rtl.port.EngineUnavailable;

/// What programs print on this thread: an instance of the kernel's tracer of our own, with nothing on but the
/// tracepoint that bpf_trace_printk is (kernel/trace/bpf_trace.h).
final class TracePipe implements AutoCloseable {
    private static final Path TRACER = Path.of("/sys/kernel/tracing");
    private static final Path THREAD = Path.of("/proc/thread-self");
    /// The task, "[CPU]", flags and time stand in front.
    private static final Pattern LINE =
            Pattern.compile("(?m)^.{16}-(\\d+) +\\[\\d+] \\S+ +[\\d.]+: bpf_trace_printk: ");

    private static final int LOOKS = 250;
    private static final long PAUSE = 20_000_000;

    private final Path folder;
    private final String thread;

    private TracePipe(Path folder, String thread) {
        this.folder = folder;
        this.thread = thread;
    }

    /// Where nobody has mounted the tracer, this thread alone sees it mounted.
    static TracePipe open(CLibrary library, Arena arena) throws LinuxError {
        if (!Files.exists(TRACER.resolve("instances"))) {
            library.mountForThread("tracefs", TRACER.toString(), arena);
        }
        try {
            String thread = Files.readSymbolicLink(THREAD).getFileName().toString();
            Path folder = Files.createDirectory(TRACER.resolve("instances").resolve("xdp2rtl-" + thread));
            var pipe = new TracePipe(folder, thread);
            Files.writeString(folder.resolve("events/bpf_trace/bpf_trace_printk/enable"), "1");
            return pipe;
        } catch (IOException e) {
            throw new EngineUnavailable("what the program prints cannot be seen: " + e.getMessage());
        }
    }

    /// Takes out what was printed.
    List<Emission> take() {
        try {
            Path trace = folder.resolve("trace");
            String text = Files.readString(trace, StandardCharsets.ISO_8859_1);
            Matcher lines = LINE.matcher(text);
            var printed = new ArrayList<Emission>();
            boolean found = lines.find();
            while (found) {
                boolean own = lines.group(1).equals(thread);
                int from = lines.end();
                found = lines.find();
                // The tracer ends each text with a line break of its own.
                String one = text.substring(from, (found ? lines.start() : text.length()) - 1);
                if (own) {
                    printed.add(new Emission.Printed(one));
                }
            }
            if (!printed.isEmpty()) {
                Files.writeString(trace, "");
            }
            return printed;
        } catch (IOException e) {
            throw new EngineUnavailable("what the program prints cannot be seen: " + e.getMessage());
        }
    }

    /// Another instance that is made or looked at meanwhile keeps the tracer busy for a moment.
    @Override public void close() {
        for (int looks = LOOKS; looks > 0; looks--) {
            try {
                Files.deleteIfExists(folder);
                return;
            } catch (IOException e) {
                if (looks == 1) { throw new EngineUnavailable("%s stays: %s".formatted(folder, e.getMessage())); }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }
}
