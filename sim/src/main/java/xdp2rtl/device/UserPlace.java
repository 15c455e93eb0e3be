package xdp2rtl.device;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where things of a running system lie.
final class UserPlace {
    private UserPlace() {}

    /// For locks that all users of a machine must see; where that is not there, the user's own.
    static Path locks() {
        Path shared = Path.of("/run/lock");
        return Files.isWritable(shared) ? shared : own();
    }

    /// Where a simulated board listens that was given no socket.
    static Path socket() {
        return own().resolve("xdp2rtl.sock");
    }

    /// `$XDG_RUNTIME_DIR`; without one (root, containers) `/run` if it is ours, else the folder for temporary files.
    private static Path own() {
        String given = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "");
        if (!given.isEmpty()) { return Path.of(given); }
        Path run = Path.of("/run");
        return Files.isWritable(run) ? run
                : Path.of(System.getProperty("java.io.tmpdir"), "xdp2rtl-" + System.getProperty("user.name"));
    }
}
