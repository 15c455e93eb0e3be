package xdp2rtl.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Where a program runs between network namespaces: on a simulated board, or on Linux. Namespaces and their interfaces
/// have the same names in both, so that the same commands are run in them.
abstract sealed class World implements AutoCloseable permits BoardWorld, LinuxWorld {
    final ShellCommands shell;
    private final List<String> namespaces;

    World(Path folder, String device, List<String> namespaces) {
        this.shell = new ShellCommands(folder, device);
        this.namespaces = namespaces;
        remove();
        namespaces
                .forEach(name -> shell.run(("ip netns add %s && ip -n %s link set lo up && ip netns exec %s sysctl -q "
                        + "net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1")
                        .formatted(name, name, name)));
    }

    /// What a map holds, as `bpftool map dump -j` prints it.
    abstract String dump(String map);

    private void remove() {
        namespaces.forEach(name -> shell.run("! ip netns list | grep -qw %s || ip netns del %s".formatted(name, name)));
    }

    /// Takes away what is in the namespaces besides.
    abstract void end();

    @Override public final void close() {
        end();
        remove();
    }

    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
