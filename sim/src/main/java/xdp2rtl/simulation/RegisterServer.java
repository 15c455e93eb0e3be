package xdp2rtl.simulation;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.IntSupplier;
import xdp2rtl.device.RegisterMessage;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// Serves the registers of a simulated board to hosts, one after the other ([RegisterMessage]). The socket is taken at
/// once, so that hosts which come while the board is still being built wait for its greeting.
final class RegisterServer implements AutoCloseable {
    private static final String REFUSED =
            "the board refuses the access (SLVERR): no such register, not to be %s, or not now";

    private final Path socket;
    private final ServerSocketChannel server;
    private volatile boolean isAsked;

    /// @throws InputError if another board listens there, or nobody can
    RegisterServer(Path socket) {
        this.socket = socket;
        this.server = listen(socket);
    }

    /// From now on hosts are answered.
    ///
    /// @param board what they are told
    void start(BoardSimulation simulation, String board) {
        Thread.ofPlatform().daemon().name("registers").start(() -> serve(simulation, board));
    }

    /// Whether a host is connected.
    boolean isAsked() { return isAsked; }

    private static ServerSocketChannel listen(Path socket) {
        var address = UnixDomainSocketAddress.of(socket);
        try {
            Files.createDirectories(socket.toAbsolutePath().getParent());
            if (Files.exists(socket)) {
                if (answers(address)) {
                    throw new InputError(socket.toString(), "another simulated board listens there", "",
                            "Give another --socket");
                }
                // Left by a process that was killed.
                Files.delete(socket);
            }
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            boolean bound = false;
            try {
                server.bind(address);
                bound = true;
                return server;
            } finally {
                if (!bound) {
                    server.close();
                }
            }
        } catch (IOException e) {
            throw new InputError(socket.toString(),
                    "hosts cannot be served there (%s)".formatted(FileTrouble.reason(e)), "",
                    "Give a --socket in a folder of yours");
        }
    }

    private static boolean answers(UnixDomainSocketAddress address) throws IOException {
        if (!Files.readAttributes(address.getPath(), BasicFileAttributes.class).isOther()) {
            throw new IOException("there is a file or folder of this name");
        }
        try (SocketChannel _ = SocketChannel.open(address)) {
            return true;
        } catch (ConnectException _) {
            return false;
        }
    }

    private void serve(BoardSimulation simulation, String board) {
        while (server.isOpen()) {
            try (SocketChannel host = server.accept()) {
                isAsked = true;
                RegisterMessage.send(host, new int[]{RegisterMessage.GREETING, RegisterMessage.VERSION}, board);
                while (server.isOpen()) {
                    answer(simulation, host);
                }
            } catch (EOFException | ClosedChannelException _) {
                // The host has done its work, or the board is being switched off.
                continue;
            } catch (IOException _) {
                // A host that died, or that speaks another language; the next one is served.
                continue;
            } finally {
                isAsked = false;
            }
        }
    }

    private static void answer(BoardSimulation simulation, SocketChannel host) throws IOException {
        int[] head = RegisterMessage.words(host, 2);
        int count = head[1];
        if (count < 0 || count > RegisterMessage.MOST
                || head[0] != RegisterMessage.READ && head[0] != RegisterMessage.WRITE) {
            throw new IOException("not a request");
        }
        int[] words = RegisterMessage.words(host, count);
        if (head[0] == RegisterMessage.READ) {
            read(simulation, host, words);
        } else {
            write(simulation, host, words);
        }
    }

    private static void read(BoardSimulation simulation, SocketChannel host, int[] offsets) throws IOException {
        int[] values = new int[offsets.length];
        var result = done(() -> simulation.read(offsets, values), offsets.length, "read");
        int[] answer = new int[result.count + 1];
        answer[0] = result.count;
        System.arraycopy(values, 0, answer, 1, result.count);
        RegisterMessage.send(host, answer, result.why);
    }

    private static void write(BoardSimulation simulation, SocketChannel host, int[] pairs) throws IOException {
        var result = done(() -> simulation.write(pairs), pairs.length / 2, "written");
        RegisterMessage.send(host, new int[]{result.count}, result.why);
    }

    private record Done(int count, String why) {}

    private static Done done(IntSupplier accesses, int wanted, String verb) {
        try {
            int count = accesses.getAsInt();
            return new Done(count, count == wanted ? "" : REFUSED.formatted(verb));
        } catch (RuntimeException e) {
            return new Done(0, Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
        }
    }

    @Override public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new InputError(socket.toString(), "it cannot be closed (%s)".formatted(FileTrouble.reason(e)));
        }
    }
}
