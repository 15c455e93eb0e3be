package xdp2rtl.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import xdp2rtl.diagnostic.InputError;

/// TAP devices of this machine's Linux. Wants root, as whoever makes them.
@Timeout(120)
class TapLinkTest {
    /// Interfaces of the tests have numbers of the process in their names, so that runs do not meet.
    private static final String NAME = "xt" + ProcessHandle.current().pid() % 1_000_000;

    private static TapLink open(String name) {
        try {
            return new TapLink(new LinkName.Tap(name), () -> {});
        } catch (InputError e) {
            throw new AssertionError(
                    "this test makes TAP devices; run it as root: sudo -E tests/run -Dtest=TapLinkTest", e);
        }
    }

    private static void ip(String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(words));
        Process process;
        try {
            process = new ProcessBuilder(line).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new AssertionError("cannot run ip; install it: apt-get install iproute2", e);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), String.join(" ", line) + ": " + output);
    }

    /// Linux asks who has an address of the interface's network: a frame of 42 bytes.
    @Test void whatLinuxSendsComesPaddedAsFromAWire() throws Exception {
        String name = NAME + "a";
        try (var link = open(name)) {
            ip("address", "add", "198.18.77.1/24", "dev", name);
            ip("link", "set", name, "up");
            new ProcessBuilder("bash", "-c", "echo hello > /dev/udp/198.18.77.2/9").start().waitFor();
            Optional<byte[]> question = Optional.empty();
            while (question.isEmpty()) {
                question = link.receive().filter(frame -> frame[12] == 8 && frame[13] == 6);
                TimeUnit.MILLISECONDS.sleep(1);
            }
            assertEquals(60, question.get().length);
            assertArrayEquals(new byte[]{(byte) 198, 18, 77, 2}, Arrays.copyOfRange(question.get(), 38, 42));
        }
    }

    @Test void whatIsSentComesToLinux() throws Exception {
        String name = NAME + "b";
        try (var link = open(name)) {
            ip("link", "set", name, "up");
            long before = received(name);
            for (int i = 0; i < 10; i++) {
                link.send(new byte[60], 0);
            }
            assertEquals(before + 10, received(name));
            assertEquals(0, link.lost());
        }
    }

    private static long received(String name) throws IOException {
        return Long.parseLong(Files.readString(Path.of("/sys/class/net", name, "statistics/rx_packets")).strip());
    }

    @Test void whatIsSentToAnInterfaceThatIsDownIsCountedAsLost() {
        try (var link = open(NAME + "c")) {
            link.send(new byte[60], 0);
            assertEquals(1, link.lost());
        }
    }

    @Test void theDeviceGoesWithItsLink() {
        String name = NAME + "d";
        try (var _ = open(name)) {
            assertTrue(Files.exists(Path.of("/sys/class/net", name)));
        }
        assertTrue(Files.notExists(Path.of("/sys/class/net", name)));
    }

    @Test void anInterfaceThatIsDeletedIsSaidToBe() throws Exception {
        String name = NAME + "e";
        try (var link = open(name)) {
            ip("link", "delete", name);
            String message = "tap:%s: the interface was deleted, or its network namespace was".formatted(name);
            assertEquals(message, assertThrows(InputError.class, () -> link.send(new byte[60], 0)).getMessage());
            assertEquals(message, assertThrows(InputError.class, () -> {
                while (true) {
                    link.receive();
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            }).getMessage());
        }
    }

    @Test void anInterfaceThatIsNoTapDeviceIsRefused() {
        var error = assertThrows(InputError.class, () -> new TapLink(new LinkName.Tap("lo"), () -> {}));
        assertTrue(error.getMessage().contains("there is an interface of this name that is no TAP device"),
                error.getMessage());
    }

    @Test void aDeviceThatIsInUseIsRefused() {
        String name = NAME + "e";
        try (var _ = open(name)) {
            var error = assertThrows(InputError.class, () -> new TapLink(new LinkName.Tap(name), () -> {}));
            assertTrue(error.getMessage().contains("another process is connected to this TAP device"),
                    error.getMessage());
        }
    }

    @Test void withoutTheRightItSaysWhatToDo() throws Exception {
        Process process = new ProcessBuilder("setpriv", "--bounding-set=-all", "--inh-caps=-all",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Unprivileged.class.getName()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("this process may not make a TAP device"), output);
        assertTrue(output.contains("ip tuntap add dev xtn mode tap user"), output);
    }

    /// The other process.
    static final class Unprivileged {
        public static void main(String[] arguments) {
            try (var _ = new TapLink(new LinkName.Tap("xtn"), () -> {})) {
                throw new IllegalStateException("it was permitted");
            } catch (InputError e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
