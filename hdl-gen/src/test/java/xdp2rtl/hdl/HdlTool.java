package xdp2rtl.hdl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs Verilator and Yosys on printed Verilog. A tool that is missing fails the test with the line that
/// installs it.
public final class HdlTool {
    public record Result(int status, String output) {}

    private static final int SECONDS = 600;
    /// A whole core takes a minute or two of a processor.
    private static final int YOSYS_SECONDS = 900;

    private HdlTool() {}

    /// What Verilator has to say about the modules; empty when they are clean.
    public static String lint(Design design, Path directory) {
        write(design.files(), directory);
        return run(directory, List.of("verilator", "--lint-only", "-Wall", "--top-module", design.top(),
                design.top() + ".v")).output();
    }

    /// Builds the modules with `bench`, a C++ main from the test resources, and runs it.
    public static Result simulate(Map<String, String> files, String top, String bench, Path directory) {
        write(files, directory);
        try (var source = HdlTool.class.getResourceAsStream(bench)) {
            Files.write(directory.resolve(bench), source.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var built = run(directory, List.of("verilator", "-Wall", "--cc", "--exe", "--build",
                "--assert", "-DASSERTIONS", "-MAKEFLAGS", "OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0",
                "--prefix", "Model", "--top-module", top, top + ".v", bench));
        if (built.status != 0) throw new AssertionError("cannot build " + top + ":\n" + built.output);
        return run(directory, List.of(directory.resolve("obj_dir/Model").toString()));
    }

    public static Result simulate(Design design, String bench, Path directory) {
        return simulate(design.files(), design.top(), bench, directory);
    }

    /// Runs a Yosys script on the modules.
    public static Result yosys(Design design, String script, Path directory) {
        write(design.files(), directory);
        var command = new ArrayList<>(List.of("yosys", "-q", "-p", script));
        command.addAll(design.fileNames());
        return run(directory, command, YOSYS_SECONDS);
    }

    private static void write(Map<String, String> files, Path directory) {
        try {
            for (var file : files.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result run(Path directory, List<String> command) {
        return run(directory, command, SECONDS);
    }

    private static Result run(Path directory, List<String> command, int seconds) {
        try {
            var log = Files.createTempFile(directory, "tool", ".log");
            var process = new ProcessBuilder(command).directory(directory.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile()).start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end within " + seconds + " s");
            }
            return new Result(process.exitValue(), Files.readString(log));
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command.getFirst()
                    + "; install it: apt-get install verilator yosys g++ make", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command.getFirst() + " was interrupted", e);
        }
    }
}
