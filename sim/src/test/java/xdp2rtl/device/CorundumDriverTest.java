package xdp2rtl.device;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.diagnostic.InputError;

/// What there is to find out where Corundum's driver is not.
class CorundumDriverTest {
    @TempDir Path folder;

    private String refused(Path file) {
        var name = new DeviceName.Corundum(file, 0);
        return assertThrows(InputError.class, () -> new CorundumDriver(folder, folder).open(name)).getMessage();
    }

    @Test void saysThatTheDriverIsNotLoaded() {
        assertTrue(refused(folder.resolve("mqnic0")).contains("Load Corundum's driver"),
                refused(folder.resolve("mqnic0")));
    }

    @Test void saysThatAFileIsNotTheDriversOrOfAnOldDriver() throws IOException {
        Path file = Files.createFile(folder.resolve("mqnic0"));
        assertTrue(refused(file).contains("does not describe its regions"), refused(file));
        assertTrue(refused(Path.of("/dev/null")).contains("does not describe its regions"),
                refused(Path.of("/dev/null")));
    }

    @Test void theLockIsThatOfTheFunctionBehindTheFile() throws IOException {
        Path function = Files.createDirectories(folder.resolve("devices/0000:03:00.0"));
        Path class_ = Files.createDirectories(folder.resolve("class/misc/mqnic0"));
        Files.createSymbolicLink(class_.resolve("device"), function);
        try (var _ = DeviceLock.take(folder.resolve("xdp2rtl-0000:03:00.0.lock"), "pci:0000:03:00.0")) {
            assertTrue(refused(folder.resolve("mqnic0")).contains("another host uses it"),
                    refused(folder.resolve("mqnic0")));
        }
    }
}
