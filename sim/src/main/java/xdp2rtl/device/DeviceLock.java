package xdp2rtl.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// Keeps two hosts apart. The lock is the kernel's, on a file, and ends with the process however that ends; the file
/// stays, with the number of the process that had it last.
final class DeviceLock implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final FileChannel channel;

    private DeviceLock(FileChannel channel) { this.channel = channel; }

    /// @param device for messages
    /// @throws InputError if another has it, or the file cannot be made
    static DeviceLock take(Path file, String device) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            boolean held = false;
            try {
                Optional<FileLock> lock = lock(channel);
                if (lock.isEmpty()) {
                    throw new InputError(device, "another host uses it, %s".formatted(owner(channel)),
                            "two would disturb each other's writes",
                            "Wait for it to end");
                }
                channel.truncate(0);
                channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
                held = true;
                return new DeviceLock(channel);
            } finally {
                if (!held) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new InputError(file.toString(),
                    "the lock that keeps hosts apart cannot be taken (%s)".formatted(FileTrouble.reason(e)),
                    "", "Delete the file if another user made it and no host runs");
        }
    }

    /// A host has a device for a moment, or while it loads a program, so it is waited for.
    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        long begin = System.nanoTime();
        Optional<FileLock> lock = tryLock(channel);
        while (lock.isEmpty() && System.nanoTime() - begin < PATIENCE.toNanos()) {
            LockSupport.parkNanos(PATIENCE.toNanos() / 50);
            lock = tryLock(channel);
        }
        return lock;
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        String number = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
        return number.isEmpty() ? "which has just begun" : "process " + number;
    }

    @Override public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a lock cannot be given back", e);
        }
    }
}
