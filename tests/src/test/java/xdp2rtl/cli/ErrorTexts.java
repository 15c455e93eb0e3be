package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.cli.common.ExitCode;

/// What tests of error texts share: files in a folder of their own, and that a use is refused with one line, exit code
/// 2, and nothing written.
abstract class ErrorTexts {
    @TempDir Path folder;

    /// The file of a name in the test's own folder, which is printed as `DIR/`.
    final String file(String name, byte[] contents) throws IOException {
        return Files.write(folder.resolve(name), contents).toString();
    }

    final String file(String name, String contents) throws IOException {
        return Files.writeString(folder.resolve(name), contents).toString();
    }

    final String path(String name) {
        return folder.resolve(name).toString();
    }

    final void refuses(String text, String... arguments) {
        Set<String> before = files();
        Cli result = Cli.run(arguments);
        String shown = result.err().replace(folder.toString(), "DIR").replace(Cli.FIREWALL, "FIREWALL")
                .replace(Cli.DEBIAN, "DEBIAN/");
        assertEquals("xdp2rtl: " + text + "\n", shown);
        assertEquals(ExitCode.BAD_INPUT, result.exitCode());
        assertEquals("", result.out());
        assertEquals(before, files());
    }

    private Set<String> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            var names = new TreeSet<String>();
            all.forEach(file -> names.add(folder.relativize(file).toString()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
