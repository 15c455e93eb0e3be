package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tool as a package lays it out, away from its sources. What `tests/package` makes is tried by
/// `tests/package --check`.
final class InstalledTest {
    @TempDir Path folder;
    private Path home;

    @BeforeEach void install() throws IOException {
        home = folder.resolve("usr/lib/xdp2rtl");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("java"));
        Files.copy(Readme.ROOT.resolve("bin/start.sh"), home.resolve("bin/start.sh"));
        Path launcher = Files.copy(Readme.ROOT.resolve("bin/installed"), home.resolve("bin/xdp2rtl"));
        assertTrue(launcher.toFile().setExecutable(true));
        Files.createSymbolicLink(home.resolve("runtime"), Path.of(System.getProperty("java.home")));
        Files.createSymbolicLink(home.resolve("examples"), Readme.ROOT.resolve("examples").toRealPath());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "xdp2rtl.cli.Main");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(":")).map(Path::of).filter(Files::exists)
                        .map(path -> path.toUri().toString()).collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(home.resolve("java/sim.jar"))) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private record Result(int exitCode, String out, String err) {}

    /// With nothing on the path but what every Debian has.
    private Result run(String... arguments) throws IOException, InterruptedException {
        Path tools = folder.resolve("tools");
        if (!Files.exists(tools)) {
            Files.createDirectory(tools);
            for (String tool : List.of("readlink", "dirname", "sh")) {
                Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
            }
        }
        var command = new ArrayList<>(List.of(home.resolve("bin/xdp2rtl").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDP2RTL_PROGRESS", "off");
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        return new Result(process.exitValue(), Files.readString(folder.resolve("out")),
                Files.readString(folder.resolve("err")));
    }

    @Test void demoRunsWithoutSourcesAndWithoutVerilator() throws Exception {
        Result result = run("demo");
        assertEquals(0, result.exitCode(), result::err);
        assertTrue(
                result.out().contains("there is no `verilator` here. Install it: apt-get install verilator g++ make"),
                result::out);
        assertTrue(Files.exists(folder.resolve("xdp2rtl-demo/verilog/core.v")));
    }

    @Tag("model")
    @Test void whatVerilatorIsForSaysSoInOneLine() throws Exception {
        String example = home.resolve("examples/xdp2").toString();
        Result result = run("run", example + "/xdp2.bpf.o", "--pcap", example + "/trace.pcap", "--engine", "rtl");
        assertEquals(new Result(2, "", "xdp2rtl: engine not available: there is no `verilator` here. "
                + "Install it: apt-get install verilator g++ make\n"), result);
    }
}
