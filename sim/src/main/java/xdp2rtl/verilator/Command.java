package xdp2rtl.verilator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import xdp2rtl.port.EngineUnavailable;

/// One run of a tool.
final class Command {
    /// A model of the widest core takes a few minutes on a slow machine.
    private static final int MINUTES = 30;

    private Command() {}

    record Result(int status, String output) {}

    /// Runs to the end; standard output and error together.
    static Result run(List<String> line, Path directory) {
        try {
            Path log = Files.createTempFile("xdp2rtl", ".log");
            try {
                return run(line, directory, log);
            } finally {
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result run(List<String> line, Path directory, Path log) throws IOException {
        Process process = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new EngineUnavailable("`%s` did not end within %d minutes".formatted(line.getFirst(), MINUTES));
            }
            return new Result(process.exitValue(), Files.readString(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailable("`%s` was interrupted".formatted(line.getFirst()));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
