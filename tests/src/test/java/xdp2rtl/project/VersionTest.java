package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `--version` in a checkout names what is there: asked of git, of the JDK, and of the programs themselves.
class VersionTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin/java");
    private static final String ROOT = Readme.ROOT.toAbsolutePath().normalize().toString();

    private static List<String> lines(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = process.inputReader().readAllLines();
        assertEquals(0, process.waitFor(), () -> String.join(" ", command));
        return lines;
    }

    private static String first(String... command) throws IOException, InterruptedException {
        return lines(command).getFirst();
    }

    @Test void namesCommitJdkAndPrograms() throws Exception {
        String version = "<version>([^<]+)</version>";
        assertEquals(List.of(
                "xdp2rtl " + Readme.text("pom.xml").replaceFirst("(?s).*?<artifactId>xdp2rtl</artifactId>\\s*" + version
                        + ".*", "$1"),
                "commit     " + first("git", "-C", ROOT, "describe", "--always", "--dirty", "--abbrev=12",
                        "--exclude=*"),
                "JDK        %s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor")),
                "Verilator  " + first("verilator", "--version").replaceFirst("^Verilator ", ""),
                "Yosys      " + first("yosys", "-V").replaceFirst("^Yosys ", "")),
                lines(JAVA.toString(), "-Dxdp2rtl.home=" + ROOT, "-cp", System.getProperty("java.class.path"),
                        "xdp2rtl.cli.Main", "--version"));
    }
}
