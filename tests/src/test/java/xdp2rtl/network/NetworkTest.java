package xdp2rtl.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From one end to the other, as a user would see it: ping, nc, curl and tcpdump in network namespaces, and between
/// them a program, once on a simulated board that `xdp2rtl host` drives, once on Linux. The same commands see the same.
@Tag("model")
final class NetworkTest {
    /// The interface that Linux gives index 1 in every namespace is the loopback, so there the ports of the firewall
    /// are 11 and 12.
    private static final int LINUX_INSIDE = 11;

    @TempDir Path folder;

    @BeforeAll static void needsTools() {
        ShellCommands.needs("ip", "ping", "nc", "curl", "tcpdump", "bpftool", "clang-19");
    }

    /// The commands of the README's section, without comments.
    private static List<String> readme() throws IOException {
        String text = Files.readString(Path.of("..", "README.md"));
        String block =
                text.substring(text.indexOf("<!-- on a board -->\n```sh\n") + "<!-- on a board -->\n```sh\n".length());
        return block.substring(0, block.indexOf("```")).lines().map(line -> line.replaceAll("\\s+#.*", "").strip())
                .filter(line -> !line.isEmpty()).toList();
    }

    /// Pasted as a whole, before the board runs; only watching ends by itself.
    @Test void theReadmesCommandsDoWhatItSays() throws IOException {
        var shell = new ShellCommands(folder, "");
        String commands = String.join("\n", readme()).replace("--watch", "--watch --count 2");
        try {
            String seen = shell.run("export XDG_RUNTIME_DIR=$DIR\ncat > $DIR/paste <<'END'\n%s\nEND\nbash $DIR/paste\n"
                    .formatted(commands));
            assertTrue(seen.matches("(?s).*simple_firewall runs, \\d+ bundles.*") && seen.contains("\nhello\n")
                    && seen.contains(" 0 received"), seen);
            assertTrue(seen.matches("(?s).*\"inside_address\": 16777226,\\s+\"outside_address\": 33554442,\\s+"
                    + "\"inside_port\": \\d+,\\s+\"outside_port\": 36895,\\s+\"protocol\": 6\\s+},\\s+\"value\": \\d+\\s+}\\s+].*"),
                    seen);
            assertTrue(seen.matches("(?s).* a second\n.*\nno events\n\\d+ cycles, .*\nwire 1 .*"), seen);
        } finally {
            shell.run("for name in inside outside; do ! ip netns list | grep -qw $name || ip netns del $name; done");
        }
    }

    private static final List<String> FIREWALL_LINKS = List.of(
            "ip -n inside link set xdp0 address 02:00:00:00:00:01 up",
            "ip -n outside link set xdp1 address 02:00:00:00:00:02 up",
            "ip -n inside addr add 10.0.0.1/24 dev xdp0",
            "ip -n outside addr add 10.0.0.2/24 dev xdp1",
            "ip -n inside neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev xdp0",
            "ip -n outside neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev xdp1");

    /// Starts nc as a server in a namespace, and goes on when it listens.
    private static final String LISTEN = """
        ip netns exec %1$s timeout %2$d nc -l %3$s > $DIR/heard &
        for i in $(seq 100); do ! ip netns exec %1$s ss -Hltn | grep -q . || break; sleep 0.1; done
        """;

    private static final String SEEN = """
        rm -f $DIR/tcpdump
        ip netns exec %s timeout 20 tcpdump -n -t -q -l -c 1 -i %s %s > $DIR/seen 2>$DIR/tcpdump &
        seen=$!
        for i in $(seq 50); do ! grep -qs listening $DIR/tcpdump || break; sleep 0.1; done
        %s
        wait $seen || true
        cat $DIR/seen
        """;

    /// What is done, and what must come of it.
    private static Map<String, String> firewallSteps() {
        var steps = new LinkedHashMap<String, String>();
        steps.put(LISTEN.formatted("outside", 20, "8080") + """
            echo hello | ip netns exec inside nc -N -w 5 -p 5000 10.0.0.2 8080
            wait
            cat $DIR/heard
            """, "hello\n");
        steps.put("ip netns exec inside ping -c 2 -i 0.2 -W 1 10.0.0.2 | grep -o '[0-9]* received'", "0 received\n");
        steps.put(LISTEN.formatted("inside", 4, "8081") + """
            echo hello | ip netns exec outside nc -N -w 2 10.0.0.1 8081 || echo blocked
            wait || true
            cat $DIR/heard
            """, "blocked\n");
        steps.put(
                SEEN.formatted("outside", "xdp1", "udp",
                        "echo query | ip netns exec inside nc -u -w 1 -p 5001 10.0.0.2 9000"),
                "IP 10.0.0.1.5001 > 10.0.0.2.9000: UDP, length 6\n");
        steps.put(
                SEEN.formatted("inside", "xdp0", "udp and src 10.0.0.2",
                        "echo answer | ip netns exec outside nc -u -w 1 -p 9000 10.0.0.1 5001"),
                "IP 10.0.0.2.9000 > 10.0.0.1.5001: UDP, length 7\n");
        return steps;
    }

    @Test void theFirewallLetsThroughWhatItDoesOnLinux() throws IOException {
        String onBoard;
        try (var world = new BoardWorld(Files.createDirectory(folder.resolve("b")), "opennic-au250",
                List.of("inside", "outside"),
                "--port 0=tap:xdp0 --port 1=tap:xdp1", List.of("xdp0 inside", "xdp1 outside"))) {
            var done = new ArrayList<>(List.of("./xdp2rtl host load examples/simple_firewall/simple_firewall.bpf.o "
                    + "--map ports=examples/simple_firewall/maps/ports.json"));
            done.addAll(FIREWALL_LINKS);
            done.forEach(world.shell::run);
            firewallSteps().forEach((step, expected) -> assertEquals(expected, world.shell.run(step), step));
            onBoard = world.dump("flows");
            String counters = world.shell.run("./xdp2rtl host counters");
            assertTrue(counters.contains("port 1 (ifindex 2) out"), counters);
            assertEquals("no events", world.shell.run("./xdp2rtl host events").strip());
            List<String> shown = readme().stream()
                    .filter(line -> line.startsWith("./xdp2rtl host load") || line.startsWith("ip -n")).toList();
            assertTrue(shown.size() > 5 && done.containsAll(shown), "the README shows other commands: " + shown);
        }
        try (var world =
                new LinuxWorld(Files.createDirectory(folder.resolve("l")), List.of("inside", "outside", "firewall"))) {
            world.connect("port0", LINUX_INSIDE, "firewall", "xdp0", "inside");
            world.connect("port1", LINUX_INSIDE + 1, "firewall", "xdp1", "outside");
            world.shell.run("""
                sed 's/#define INSIDE_IFINDEX 1$/#define INSIDE_IFINDEX %d/; s#"../common.h"#"'$PWD'/examples/common.h"#' \\
                    examples/simple_firewall/simple_firewall.bpf.c > $DIR/firewall.bpf.c
                clang-19 -O2 -g -target bpf -I/usr/include/$(uname -m)-linux-gnu -c $DIR/firewall.bpf.c -o $DIR/firewall.bpf.o
                """.formatted(LINUX_INSIDE));
            world.load("$DIR/firewall.bpf.o");
            world.update("firewall", "ports", "key 0 0 0 0 value %d 0 0 0".formatted(LINUX_INSIDE));
            world.update("firewall", "ports", "key 1 0 0 0 value %d 0 0 0".formatted(LINUX_INSIDE + 1));
            world.attach("firewall", "port0");
            world.attach("firewall", "port1");
            FIREWALL_LINKS.forEach(world.shell::run);
            firewallSteps().forEach((step, expected) -> assertEquals(expected, world.shell.run(step), step));
            assertEquals(entries(world.dump("flows")).keySet(), entries(onBoard).keySet());
            assertEquals(2, entries(onBoard).size());
        }
    }

    private static final List<String> STATIONS = List.of("one", "two", "three");

    /// Of each station in turn, numbered from 0.
    private static List<String> stations(String commands) {
        return IntStream.range(0, STATIONS.size())
                .mapToObj(i -> commands.replace("NAME", STATIONS.get(i)).replace("NUMBER", "" + i)
                        .replace("LAST", "" + (i + 1)))
                .toList();
    }

    /// What a station sees in the next seconds when another sends a query; `nothing` if it sees none.
    private static String query(String station, String device) {
        return SEEN
                .formatted(station, "%s -Q in".formatted(device), "udp",
                        "echo query | ip netns exec one nc -u -w 1 -p 5001 10.0.0.2 9000")
                .replace("timeout 20", "timeout 4").replace("wait $seen || true", "wait $seen || echo nothing")
                .replace("cat $DIR/seen", "grep . $DIR/seen || true");
    }

    /// Who hears whom; `remove` takes the third station out of the hub.
    private static void hub(World world, String remove) {
        String ping = "ip netns exec one ping -c 2 -i 0.2 -W 2 10.0.0.%d | grep -o '[0-9]* received'";
        String seen = "IP 10.0.0.1.5001 > 10.0.0.2.9000: UDP, length 6\n";
        assertEquals("2 received\n", world.shell.run(ping.formatted(2)));
        assertEquals("2 received\n", world.shell.run(ping.formatted(3)));
        assertEquals(seen, world.shell.run(query("two", "xdp1")));
        assertEquals(seen, world.shell.run(query("three", "xdp2")));
        assertEquals("nothing\n", world.shell.run(query("one", "xdp0")), "what it sends does not come back");
        world.shell.run(remove);
        assertEquals("nothing\n", world.shell.run(query("three", "xdp2")));
        assertEquals(seen, world.shell.run(query("two", "xdp1")));
    }

    @Test void theHubReachesWhomItDoesOnLinux() throws IOException {
        String compile =
                "clang-19 -O2 -g -target bpf -I/usr/include/$(uname -m)-linux-gnu -c tests/src/test/resources/xdp2rtl/network/hub.bpf.c "
                        + "-o $DIR/hub.bpf.o";
        List<String> links =
                stations("ip -n NAME addr add 10.0.0.LAST/24 dev xdpNUMBER && ip -n NAME link set xdpNUMBER up");
        try (var world = new BoardWorld(Files.createDirectory(folder.resolve("b")), "netfpga-sume", STATIONS,
                String.join(" ", stations("--port NUMBER=tap:xdpNUMBER")), stations("xdpNUMBER NAME"))) {
            world.shell.run(compile);
            world.shell.run("./xdp2rtl host load $DIR/hub.bpf.o");
            links.forEach(world.shell::run);
            stations("./xdp2rtl host map update name ports key NUMBER 0 0 0 value LAST 0 0 0")
                    .forEach(world.shell::run);
            String refused = world.shell.run("! ./xdp2rtl host map update name ports key 7 0 0 0 value 1 0 0 0 2>&1");
            assertTrue(refused.contains("keys 00000000 and 07000000 name one port"), refused);
            hub(world, "./xdp2rtl host map delete name ports key 2 0 0 0");
            String counters = world.shell.run("./xdp2rtl host counters");
            assertTrue(counters.contains("port 2 (ifindex 3) out"), counters);
        }
        try (var world = new LinuxWorld(Files.createDirectory(folder.resolve("l")),
                Stream.concat(STATIONS.stream(), Stream.of("hub")).toList())) {
            for (int i = 0; i < STATIONS.size(); i++)
                world.connect("port" + i, LINUX_INSIDE + i, "hub", "xdp" + i, STATIONS.get(i));
            world.shell.run(compile);
            world.load("$DIR/hub.bpf.o");
            for (int i = 0; i < STATIONS.size(); i++) {
                world.update("hub", "ports", "key %d 0 0 0 value %d 0 0 0".formatted(i, LINUX_INSIDE + i));
                world.attach("hub", "port" + i);
            }
            links.forEach(world.shell::run);
            hub(world, "bpftool map delete pinned $DIR/bpf/ports key 2 0 0 0");
        }
    }

    private static final List<String> BALANCER_LINKS = List.of(
            "ip -n client link set xdp0 address 02:00:00:00:00:01 up",
            "ip -n balancer link set host0 address 02:00:00:00:00:09 up",
            "ip -n client addr add 198.51.100.7/24 dev xdp0",
            "ip -n balancer addr add 198.51.100.9/24 dev host0",
            "ip -n client route add 192.0.2.0/24 via 198.51.100.9");

    private static final List<String> BALANCER_MAPS = List.of("services", "rings", "servers", "next_hop");

    /// A client gives up before the second on which it would send its SYN again, which the services would count.
    ///
    /// What is not for a service passes to the balancer's own stack; what is bounces back, in a tunnel.
    private static List<String> balancerSteps() {
        return List.of("ip netns exec client ping -c 2 -i 0.2 -w 20 198.51.100.9 | grep -o '[0-9]* received'",
                "printf 'HTTP/1.0 200 OK\\r\\n\\r\\nfrom the host\\n' | " + LISTEN.formatted("balancer", 20, "-N 8000")
                        + """
            ip netns exec client curl -s --max-time 10 http://198.51.100.9:8000/
            """,
                SEEN.formatted("client", "xdp0", "proto 4",
                        "echo query | ip netns exec client nc -u -w 1 -p 4000 192.0.2.10 53"),
                SEEN.formatted("client", "xdp0", "proto 4",
                        "ip netns exec client timeout 0.9 nc -p 4001 192.0.2.10 80 || true"),
                SEEN.formatted("client", "xdp0", "proto 4",
                        "ip netns exec client timeout 0.9 nc -p 4002 192.0.2.10 443 || true"));
    }

    /// Results of the steps and what the maps hold afterwards.
    private static Map<String, Object> balanced(World world) {
        var results = new LinkedHashMap<String, Object>();
        BALANCER_LINKS.forEach(world.shell::run);
        balancerSteps().forEach(step -> results.put(step, world.shell.run(step)));
        results.put("connections", entries(world.dump("connections")));
        results.put("services", entries(world.dump("services")));
        return results;
    }

    @Test void theLoadBalancerSendsWhereItDoesOnLinux() throws IOException {
        Map<String, Object> onBoard;
        try (var world = new BoardWorld(Files.createDirectory(folder.resolve("b")), "opennic-au250",
                List.of("client", "balancer"),
                "--port 0=tap:xdp0 --host-port 0=tap:host0", List.of("xdp0 client", "host0 balancer"))) {
            world.shell.run("./xdp2rtl host load examples/katran_like/katran_like.bpf.o "
                    + String.join(" ", BALANCER_MAPS.stream()
                            .map(map -> "--map %s=examples/katran_like/maps/%s.json".formatted(map, map)).toList()));
            onBoard = balanced(world);
            // Swapped under traffic: no echo is lost, no connection forgotten. The path keeps the order, so the answer
            // to a later ping says that those to all earlier ones are in, however long the swap held them.
            String[] echoes = world.shell.run("""
                ip netns exec client timeout 120 ping -i 0.05 198.51.100.9 > $DIR/echoes &
                pinger=$!
                for i in $(seq 100); do ! grep -q icmp_seq=9 $DIR/echoes || break; sleep 0.1; done
                ./xdp2rtl host load examples/katran_like/katran_like.bpf.o --keep-maps > $DIR/swapped
                ip netns exec client ping -q -c 1 -w 60 198.51.100.9 > $DIR/later
                grep -o 'icmp_seq=[0-9]*' $DIR/echoes | tr -dc '0-9\\n'
                kill $pinger
                wait || true
                """).split("\n");
            assertTrue(echoes.length >= 20, "only %d echoes".formatted(echoes.length));
            assertArrayEquals(IntStream.rangeClosed(1, echoes.length).mapToObj(Integer::toString).toArray(), echoes);
            assertEquals(onBoard.get("connections"), entries(world.dump("connections")));
        }
        List<Object> results = List.copyOf(onBoard.values());
        assertEquals("2 received\n", results.get(0));
        assertEquals("from the host\n", results.get(1));
        assertTrue(results.get(2).toString().matches("IP 172\\.16\\.\\d+\\.\\d+ > 10\\.6\\.0\\.\\d+: "
                + "IP 198\\.51\\.100\\.7\\.4000 > 192\\.0\\.2\\.10\\.53: UDP, length 6\n"),
                results.get(2).toString());
        try (var world = new LinuxWorld(Files.createDirectory(folder.resolve("l")), List.of("client", "balancer"))) {
            world.connect("host0", 11, "balancer", "xdp0", "client");
            world.load("examples/katran_like/katran_like.bpf.o");
            for (String map : BALANCER_MAPS) {
                var updates = new ArrayList<String>();
                entries(Files.readString(Path.of("..", "examples", "katran_like", "maps", map + ".json")))
                        .forEach((key, value) -> updates.add("key hex %s value hex %s".formatted(key, value)));
                world.fill(map, updates);
            }
            world.attach("balancer", "host0");
            assertEquals(onBoard, balanced(world));
        }
    }

    /// Keys and values of a dump, as bytes in hexadecimal.
    private static Map<String, String> entries(String json) {
        Function<JsonElement, String> hex = bytes -> {
            var text = new StringBuilder();
            bytes.getAsJsonArray()
                    .forEach(one -> text.append(text.isEmpty() ? "" : " ").append(one.getAsString().substring(2)));
            return text.toString();
        };
        var entries = new TreeMap<String, String>();
        JsonArray all = JsonParser.parseString(json).getAsJsonArray();
        all.forEach(entry -> entries.put(hex.apply(entry.getAsJsonObject().get("key")),
                hex.apply(entry.getAsJsonObject().get("value"))));
        return entries;
    }
}
