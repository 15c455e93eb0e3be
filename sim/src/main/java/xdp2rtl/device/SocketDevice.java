package xdp2rtl.device;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// A board that another process simulates, over its socket ([RegisterMessage]).
final class SocketDevice implements Device {
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final DeviceName.Simulated name;
    private final String board;
    private final SocketChannel channel;
    private final DeviceLock lock;

    private SocketDevice(DeviceName.Simulated name, String board, SocketChannel channel, DeviceLock lock) {
        this.name = name;
        this.board = board;
        this.channel = channel;
        this.lock = lock;
    }

    /// A board that is still being built is waited for: it greets when it runs.
    static Device open(DeviceName.Simulated name) {
        Path socket = name.socket();
        boolean opened = false;
        try {
            SocketChannel channel = connect(name);
            try {
                DeviceLock lock =
                        DeviceLock.take(socket.resolveSibling(socket.getFileName() + ".lock"), name.toString());
                try {
                    int[] greeting = RegisterMessage.words(channel, 2);
                    if (!Arrays.equals(greeting, new int[]{RegisterMessage.GREETING, RegisterMessage.VERSION})) {
                        throw new InputError(name.toString(),
                                "what listens there is no simulated board of this version");
                    }
                    String board = RegisterMessage.text(channel);
                    opened = true;
                    return new SocketDevice(name, board, channel, lock);
                } finally {
                    if (!opened) {
                        lock.close();
                    }
                }
            } finally {
                if (!opened) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new InputError(name.toString(),
                    "the simulated board does not answer (%s)".formatted(FileTrouble.reason(e)), "",
                    "If it has ended, start it again: " + start(socket));
        }
    }

    /// A board whose process was started a moment ago may not listen yet.
    private static SocketChannel connect(DeviceName.Simulated name) throws IOException {
        long begin = System.nanoTime();
        while (true) {
            try {
                return SocketChannel.open(UnixDomainSocketAddress.of(name.socket()));
            } catch (IOException e) {
                boolean there = Files.exists(name.socket());
                if (there && !(e instanceof ConnectException)) { throw e; }
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    if (there) { throw e; }
                    throw new InputError(name.toString(), "no simulated board listens there", "",
                            "Start one: " + start(name.socket()));
                }
                LockSupport.parkNanos(PATIENCE.toNanos() / 50);
            }
        }
    }

    private static String start(Path socket) {
        return "xdp2rtl host simulate --board opennic-au250 --port 0=tap:xdp0 --socket " + socket;
    }

    @Override public int read(int offset) {
        return read(new int[]{offset})[0];
    }

    @Override public void write(int offset, int value) {
        write(new int[]{offset, value});
    }

    @Override public int[] read(int[] offsets) {
        int[] values = new int[offsets.length];
        for (int at = 0; at < offsets.length; at += RegisterMessage.MOST) {
            int count = Math.min(RegisterMessage.MOST, offsets.length - at);
            System.arraycopy(ask(RegisterMessage.READ, Arrays.copyOfRange(offsets, at, at + count), 1, count), 0,
                    values, at, count);
        }
        return values;
    }

    @Override public void write(int[] pairs) {
        for (int at = 0; at < pairs.length; at += RegisterMessage.MOST) {
            ask(RegisterMessage.WRITE, Arrays.copyOfRange(pairs, at, Math.min(pairs.length, at + RegisterMessage.MOST)),
                    2, 0);
        }
    }

    /// @param stride words of one access
    /// @param values words of the answer
    private int[] ask(int kind, int[] words, int stride, int values) {
        try {
            int[] request = new int[words.length + 2];
            request[0] = kind;
            request[1] = words.length;
            System.arraycopy(words, 0, request, 2, words.length);
            RegisterMessage.send(channel, request, "");
            int done = RegisterMessage.words(channel, 1)[0];
            int[] answer = RegisterMessage.words(channel, Math.min(values, done));
            if (done < words.length / stride) {
                throw new InputError(name(),
                        "register 0x%03x: %s".formatted(words[done * stride], RegisterMessage.text(channel)));
            }
            return answer;
        } catch (IOException e) {
            throw new InputError(name(),
                    "the simulated board does not answer any more (%s)".formatted(FileTrouble.reason(e)));
        }
    }

    @Override public String address() { return name.toString(); }

    @Override public String name() {
        return "%s (%s)".formatted(name, board);
    }

    @Override public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new InputError(name(), "the connection cannot be closed (%s)".formatted(FileTrouble.reason(e)));
        } finally {
            lock.close();
        }
    }
}
