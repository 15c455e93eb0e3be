package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody is told who builds with an older JDK.
final class BuildJdkTest {
    @TempDir private Path folder;

    @Test void anOldJdkIsNamedWithWhatToDo() throws Exception {
        Files.copy(Readme.ROOT.resolve("pom.xml"), folder.resolve("pom.xml"));
        var builder = new ProcessBuilder("mvn", "-o", "-B", "-q", "-N", "validate", "-Djava.version=17.0.1")
                .directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = builder.start();
        maven.getOutputStream().close();
        String said = new String(maven.getInputStream().readAllBytes());
        assertEquals(1, maven.waitFor(), said);
        assertTrue(said.contains("xdp2rtl is built with JDK 25 or newer; Maven runs on 17.0.1"), said);
        assertTrue(said.contains("Set JAVA_HOME to one"), said);
    }
}
