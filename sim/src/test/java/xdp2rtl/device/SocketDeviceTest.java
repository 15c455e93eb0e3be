package xdp2rtl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.diagnostic.InputError;

/// The host's side of the socket, with a board that says what the test wants.
class SocketDeviceTest {
    @TempDir Path folder;

    private interface Board {
        void talk(SocketChannel host) throws IOException;
    }

    private Thread board(Path socket, Board board) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        return Thread.ofPlatform().daemon().start(() -> {
            try (server; var host = server.accept()) {
                board.talk(host);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void greet(SocketChannel host) throws IOException {
        RegisterMessage.send(host, new int[]{RegisterMessage.GREETING, RegisterMessage.VERSION}, "a board");
    }

    @Test void saysHowToStartABoardWhereNoneListens() {
        var error = assertThrows(InputError.class, () -> Devices.open("sim:" + folder.resolve("nobody")));
        assertTrue(error.getMessage().contains("Start one: xdp2rtl host simulate"), error.getMessage());
    }

    @Test void aRefusedAccessComesWithItsRegisterAndTheBoardsWords() throws Exception {
        Path socket = folder.resolve("socket");
        var thread = board(socket, host -> {
            greet(host);
            assertEquals(RegisterMessage.WRITE, RegisterMessage.words(host, 6)[0]);
            RegisterMessage.send(host, new int[]{1}, "not now");
        });
        try (Device device = Devices.open("sim:" + socket)) {
            assertTrue(device.name().endsWith("(a board)"), device.name());
            var error = assertThrows(InputError.class, () -> device.write(new int[]{0x20, 1, 0x34, 2}));
            assertTrue(error.getMessage().contains("register 0x034: not now"), error.getMessage());
        }
        thread.join();
    }

    @Test void aBoardThatEndsIsNoticed() throws Exception {
        Path socket = folder.resolve("socket");
        var thread = board(socket, SocketDeviceTest::greet);
        try (Device device = Devices.open("sim:" + socket)) {
            thread.join();
            var error = assertThrows(InputError.class, () -> device.read(0));
            assertTrue(error.getMessage().contains("the simulated board does not answer any more"), error.getMessage());
        }
    }

    @Test void somethingElseThatListensIsNoBoard() throws Exception {
        Path socket = folder.resolve("socket");
        var thread = board(socket, host -> RegisterMessage.send(host, new int[]{1, 2, 3}, ""));
        var error = assertThrows(InputError.class, () -> Devices.open("sim:" + socket));
        assertTrue(error.getMessage().contains("no simulated board of this version"), error.getMessage());
        thread.join();
    }
}
