package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of `xdp2rtl-junit`, copied out of the repository: a local Maven repository is all that it has of us.
@Tag("model")
final class JunitExampleTest {
    private static final Path LIBRARIES = Path.of(System.getProperty("user.home"), ".m2/repository");
    private static final List<String> MODULES = List.of("isa-reduce", "scheduler", "hdl-gen", "boards", "sim", "junit");

    @TempDir Path folder;

    @Test void runsOutsideOfTheRepository() throws Exception {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        try (Stream<Path> groups = Files.list(LIBRARIES)) {
            for (Path group : groups.filter(path -> !path.endsWith("xdp2rtl")).toList()) {
                Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
            }
        }
        install(repository, "xdp2rtl", Readme.ROOT.resolve("pom.xml"));
        for (String module : MODULES) {
            Path artifact = install(repository, module.equals("junit") ? "xdp2rtl-junit" : module,
                    Readme.ROOT.resolve(module).resolve("pom.xml"));
            Jars.jar(Readme.ROOT.resolve(module).resolve("target/classes"), artifact.resolveSibling(
                    artifact.getFileName().toString().replace(".pom", ".jar")));
        }
        Path project = folder.resolve("project");
        copy(Readme.ROOT.resolve("junit/example"), project);
        run(project, "clang-19", "-O2", "-g", "-target", "bpf", "-I/usr/include/x86_64-linux-gnu", "-c", "filter.bpf.c",
                "-o", "filter.bpf.o");
        String log = run(project, "mvn", "-o", "-B", "-ntp", "-Dmaven.repo.local=" + repository, "test");
        assertTrue(log.contains("Tests run: 3, Failures: 0, Errors: 0"), log);
    }

    /// As `mvn install` lays it out; the file of its description.
    private static Path install(Path repository, String artifact, Path pom) throws IOException {
        Path place = Files.createDirectories(repository.resolve("xdp2rtl").resolve(artifact).resolve("0.1.0"));
        return Files.copy(pom, place.resolve("%s-0.1.0.pom".formatted(artifact)));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                if (!file.startsWith(from.resolve("target"))) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
    }

    private static String run(Path place, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String log = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), log);
        return log;
    }
}
