package xdp2rtl.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;

/// The network of a kernel, in a namespace of its own. Run as root.
class KernelNetworkTest {
    private static int run(List<String> command, String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(command);
        line.addAll(List.of(words));
        return new ProcessBuilder(line).inheritIO().start().waitFor();
    }

    @Test void whatChangesIsSeen() throws IOException, InterruptedException {
        Process holder = new ProcessBuilder("unshare", "-n", "sh", "-c", "echo ready; exec sleep 300").start();
        try (var ready = holder.inputReader()) {
            assertEquals("ready", ready.readLine());
            List<String> ip = List.of("nsenter", "-t", "" + holder.pid(), "-n", "ip");
            assertEquals(0, run(ip, "link", "add", "d0", "type", "veth", "peer", "name", "d1"));
            try (var network = new KernelNetwork(ip)) {
                NetworkState first = network.read();
                assertEquals(Set.of("lo", "d0", "d1"),
                        first.links().stream().map(Link::name).collect(Collectors.toSet()));
                assertEquals(List.of(), first.routes());
                assertEquals(0, run(ip, "link", "set", "d0", "mtu", "1400", "up"));
                assertEquals(0, run(ip, "link", "set", "d1", "up"));
                assertEquals(0, run(ip, "-4", "address", "add", "192.0.2.1/24", "dev", "d0"));
                assertEquals(0, run(ip, "neigh", "add", "192.0.2.9", "lladdr", "02:00:00:00:00:09", "dev", "d0"));
                assertTrue(network.await());
                NetworkState then = network.read();
                assertEquals(List.of(1400),
                        then.links().stream().filter(link -> link.name().equals("d0")).map(Link::mtu)
                                .toList());
                assertTrue(
                        then.routes().stream().anyMatch(route -> route.destination().toString().contains("192.0.2.0")),
                        then.routes()::toString);
                assertEquals(1, then.neighbours().size());
            }
            assertTrue(assertThrows(InputError.class, () -> {
                try (var none = new KernelNetwork(List.of("ip", "-n", "there-is-none"))) {
                    none.read();
                }
            }).getMessage().contains("it ends with exit code "));
        } finally {
            holder.destroy();
        }
    }
}
