package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, in a checkout that has been built: a copy of it beside the classes of this test run.
final class LauncherTest {
    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final String TOOLS = "/usr/bin:/bin";

    @TempDir Path folder;
    private Path checkout;

    @BeforeEach void copyWhatABuildLeaves() throws IOException {
        checkout = folder.resolve("a checkout");
        Files.createDirectories(checkout.resolve("bin"));
        Path lib = Files.createDirectories(checkout.resolve("sim/target/lib"));
        for (String file : List.of("xdp2rtl", "bin/toolchain.sh", "bin/start.sh", "bin/bpf-plugin")) {
            Files.copy(Readme.ROOT.resolve(file), checkout.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(":")) {
            Path from = Path.of(entry);
            if (Files.isDirectory(from)) {
                Jars.jar(from, lib.resolve("classes%d.jar".formatted(number++)));
            } else if (Files.exists(from)) {
                Files.copy(from, lib.resolve(number++ + from.getFileName().toString()));
            }
        }
        Files.createFile(checkout.resolve("sim/target/built"));
    }

    /// As boost::process does it in the suite's runner: the memory, then the options; two blanks between bytes.
    @Test void isAPluginOfTheConformanceSuite() throws Exception {
        for (List<String> options : List.of(List.<String>of(), List.of("--engine", "interpreter"))) {
            var command = new ArrayList<>(List.of(checkout.resolve("bin/bpf-plugin").toString(), "2a  00  00  00  "));
            command.addAll(options);
            Path program = Files.writeString(folder.resolve("program"),
                    "61  10  00  00  00  00  00  00  95  00  00  00  00  00  00  00  \n");
            var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectInput(program.toFile())
                    .redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile());
            builder.environment().put("JAVA_HOME", JDK.toString());
            builder.environment().put("XDP2RTL_PROGRESS", "off");
            assertEquals(0, builder.start().waitFor(), () -> options.toString());
            assertEquals("2a\n", Files.readString(folder.resolve("out")));
            assertEquals("", Files.readString(folder.resolve("err")));
        }
    }

    @Test void namesOutsideAsciiAreFoundInEveryLocale() throws Exception {
        Path object =
                Files.copy(Readme.ROOT.resolve("examples/xdp1/xdp1.bpf.o"), folder.resolve("pare-feu-\u00e9t\u00e9.o"));
        for (String locale : List.of("C", "POSIX", "C.UTF-8")) {
            Result result = launch(Map.of("PATH", TOOLS, "JAVA_HOME", JDK.toString(), "LC_ALL", locale), "inspect",
                    object.toString());
            assertEquals(new Result(0, result.out(), ""), result);
        }
        assertEquals(0,
                launch(Map.of("PATH", TOOLS, "JAVA_HOME", JDK.toString()), "inspect", object.toString()).exitCode());
    }

    private record Result(int exitCode, String out, String err) {}

    private Result launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(checkout.resolve("xdp2rtl").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().put("XDP2RTL_PROGRESS", "off");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        return new Result(process.exitValue(), Files.readString(folder.resolve("out")),
                Files.readString(folder.resolve("err")));
    }

    /// A JDK of another version, as the path or JAVA_HOME may name one.
    private Path otherJdk(String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
        for (String tool : List.of("java", "javac")) {
            Path file = Files.writeString(bin.resolve(tool), "#!/bin/sh\necho wrong java >&2\nexit 9\n");
            assertTrue(file.toFile().setExecutable(true));
        }
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        return folder.resolve("jdk");
    }

    /// Version, commit, JDK, and the programs that the path has.
    private static void assertVersion(Result result) {
        assertEquals(0, result.exitCode(), result::err);
        assertEquals("", result.err());
        List<String> lines = result.out().lines().toList();
        assertEquals(5, lines.size(), result::out);
        assertEquals("xdp2rtl 0.1.0", lines.getFirst());
        assertEquals("commit     not known", lines.get(1));
        assertTrue(lines.get(2).startsWith("JDK        " + Runtime.version() + " ("), lines.get(2));
        assertTrue(lines.get(3).matches("Verilator  \\d.*"), lines.get(3));
        assertTrue(lines.get(4).matches("Yosys      \\d.*"), lines.get(4));
    }

    @Test void saysWhichProgramsThereAreNot() throws Exception {
        Path few = Files.createDirectory(folder.resolve("few"));
        for (String tool : List.of("readlink", "dirname", "find", "sed", "sh")) {
            Files.createSymbolicLink(few.resolve(tool), Path.of("/usr/bin", tool));
        }
        Result result = launch(Map.of("PATH", few.toString(), "JAVA_HOME", JDK.toString()), "--version");
        assertEquals(0, result.exitCode(), result::err);
        assertTrue(result.out().contains("""
            Verilator  not found (for engine rtl, lockstep and host simulate: apt-get install verilator g++ make)
            Yosys      not found (for the project's own tests: apt-get install yosys)
            """), result::out);
    }

    @Test void startsWithTheJdkThatJavaHomeNames() throws Exception {
        Result result = launch(Map.of("PATH", TOOLS, "JAVA_HOME", JDK.toString()), "--version");
        assertVersion(result);
    }

    @Test void findsAJdkWhereTheDefaultJavaIsOlder() throws Exception {
        Path old = otherJdk("17.0.15");
        Result result =
                launch(Map.of("PATH", old.resolve("bin") + ":" + TOOLS, "JAVA_HOME", old.toString()), "--version");
        assertVersion(result);
    }

    @Test void takesAJdkFromThePath() throws Exception {
        Result result = launch(Map.of("PATH", JDK.resolve("bin") + ":" + TOOLS), "--version");
        assertVersion(result);
    }

    @Test void passesTheExitCodeAndBothOutputsOn() throws Exception {
        Map<String, String> environment = Map.of("PATH", TOOLS, "JAVA_HOME", JDK.toString());
        assertEquals(new Result(2, "", "xdp2rtl: none.o: there is no such file\n"),
                launch(environment, "inspect", "none.o"));
    }

    /// How many depends on the machine.
    @Test void showsProgressInLinesWhereStandardErrorIsNoTerminal() throws Exception {
        String object = Readme.ROOT.resolve("examples/xdp1/xdp1.bpf.o").toString();
        for (String wanted : List.of("", "off")) {
            Result result = launch(Map.of("PATH", TOOLS, "JAVA_HOME", JDK.toString(), "XDP2RTL_PROGRESS", wanted),
                    "compile", object, "-o", "out folder");
            assertEquals(0, result.exitCode());
            String line = wanted.isEmpty() ? "xdp2rtl: compiling xdp1(, \\d+ s| took \\d+\\.\\d s)" : "nothing";
            assertTrue(result.err().lines().allMatch(text -> text.matches(line)), result.err());
        }
        assertTrue(Files.exists(folder.resolve("out folder/xdp1.img")));
    }

    @Test void saysSoWhenStandardOutputIsFull() throws Exception {
        var builder = new ProcessBuilder(checkout.resolve("xdp2rtl").toString(), "--help")
                .redirectOutput(Path.of("/dev/full").toFile()).redirectError(folder.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", JDK.toString());
        assertEquals(2, builder.start().waitFor());
        assertEquals("xdp2rtl: standard output: it cannot be written (no space left on device)\n",
                Files.readString(folder.resolve("err")));
    }
}
