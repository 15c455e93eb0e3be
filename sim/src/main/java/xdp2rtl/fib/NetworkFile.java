package xdp2rtl.fib;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.InputFile;
import xdp2rtl.elf.Bytes;

/// Reads a network from a file: one JSON object whose members are what `ip -j` prints. `links` (`ip -j link`) must be
/// there; `routes` (`ip -j -4 route show table all`), `routes6` (the same with -6), `neighbours` (`ip -j neigh`),
/// `netconf` (`ip -j netconf`) and `rules` (`ip -j rule`) may be. What the hardware cannot do exactly is an
/// [InputError] that names the entry.
///
/// Without `netconf` every interface forwards. Linux must not have rules of one's own, which is checked where there are
/// `rules`; tables other than local and main are then never looked into, and their routes are passed over.
public final class NetworkFile {
    private static final List<String> MEMBERS = List.of("links", "routes", "routes6", "neighbours", "netconf", "rules");
    /// NUD_VALID (include/net/neighbour.h).
    private static final Set<String> VALID = Set.of("PERMANENT", "NOARP", "REACHABLE", "PROBE", "STALE", "DELAY");
    private static final Set<String> DEFAULT_RULES = Set.of("0 local", "32766 main", "32767 default");

    private final JsonEntry root;
    private final Map<String, Link> links = new HashMap<>();

    private NetworkFile(JsonEntry root) { this.root = root; }

    /// @throws InputError if the file cannot be read, or holds what is not supported
    public static NetworkState read(Path path) {
        return parse(InputFile.name(path), InputFile.text(path));
    }

    /// @param name what the text is, for messages
    public static NetworkState parse(String name, String text) {
        JsonElement root;
        try {
            root = JsonParser.parseString(text);
        } catch (JsonParseException | NumberFormatException e) {
            throw new InputError(name, "not JSON", "", "Make it from what `ip -j` prints, as the README shows");
        }
        if (!root.isJsonObject()) { throw new InputError(name, "not an object with " + String.join(", ", MEMBERS)); }
        root.getAsJsonObject().keySet().stream().filter(member -> !MEMBERS.contains(member)).findFirst()
                .ifPresent(member -> {
                    throw new InputError(name, "there is nothing called `%s`".formatted(member), "",
                            "An object may have " + String.join(", ", MEMBERS));
                });
        return new NetworkFile(new JsonEntry(name, root.getAsJsonObject())).state();
    }

    private NetworkState state() {
        root.entries("rules").forEach(NetworkFile::checkRule);
        var inOrder = new ArrayList<Link>();
        var numbers = new HashSet<Integer>();
        for (JsonEntry entry : root.entries("links")) {
            Link link = link(entry);
            if (!numbers.add(link.ifindex()) || links.put(link.name(), link) != null) {
                throw new InputError(entry.where(), "interface %s with index %d is there twice".formatted(link.name(),
                        link.ifindex()));
            }
            inOrder.add(link);
        }
        if (inOrder.isEmpty()) {
            throw new InputError(root.where(), "it has no links", "", "Add \"links\": what `ip -j link` prints");
        }
        List<Route> routes = new RouteReader(links, ignoresLinkDown()).read(root);
        var neighbours = new ArrayList<Neighbour>();
        var known = new HashSet<List<Object>>();
        for (JsonEntry entry : root.entries("neighbours")) {
            if (entry.has("lladdr") && entry.texts("state").stream().anyMatch(VALID::contains)) {
                Neighbour neighbour = neighbour(entry);
                if (!known.add(List.of(neighbour.ifindex(), neighbour.address()))) {
                    throw new InputError(entry.where(),
                            "neighbour %s of this interface is there twice".formatted(neighbour.address()));
                }
                neighbours.add(neighbour);
            }
        }
        return new NetworkState(inOrder, routes, neighbours);
    }

    private static void checkRule(JsonEntry entry) {
        boolean usual = entry.optionalText("src").equals(Optional.of("all")) && entry.object().size() == 3
                && entry.has("table") && DEFAULT_RULES.contains(entry.text("priority") + " " + entry.text("table"));
        if (!usual) {
            throw new InputError(entry.where(), "it is a rule of one's own (%s)".formatted(entry.object()),
                    "tables are looked into as Linux does without such rules",
                    "Leave the decision to a program in the kernel");
        }
    }

    private Link link(JsonEntry entry) {
        String name = entry.text("ifname");
        String type = entry.text("link_type");
        boolean loopback = type.equals("loopback");
        int ifindex = (int) entry.number("ifindex", 1, Integer.MAX_VALUE);
        if (!loopback && !type.equals("ether")) {
            throw new InputError(entry.where(), "interface %s is of type %s".formatted(name, type),
                    "packets leave and come in with Ethernet headers", "Take it and its routes out of the file");
        }
        if (loopback != (ifindex == Link.LOOPBACK)) {
            throw new InputError(entry.where(), "interface %s of type %s has index %d".formatted(name, type, ifindex),
                    "the loopback is interface 1 of every network namespace", "");
        }
        Bytes mac = entry.mac("address");
        return new Link(ifindex, name, (int) entry.number("mtu", 68, 65_536), mac, loopback,
                forwards(name, "inet"), forwards(name, "inet6"));
    }

    private boolean forwards(String name, String family) {
        return !root.has("netconf") || root.entries("netconf").stream()
                .anyMatch(entry -> entry.text("family").equals(family)
                        && entry.optionalText("interface").filter(name::equals).isPresent()
                        && entry.flag("forwarding"));
    }

    private boolean ignoresLinkDown() {
        return root.entries("netconf").stream().anyMatch(entry -> entry.has("ignore_routes_with_linkdown")
                && entry.flag("ignore_routes_with_linkdown"));
    }

    private Neighbour neighbour(JsonEntry entry) {
        Link link = RouteReader.link(links, entry);
        if (link.loopback()) {
            throw new InputError(entry.where(), "it is a neighbour on the loopback", "no route leads there",
                    "Take it out of the file");
        }
        String address = entry.text("dst");
        return new Neighbour(link.ifindex(), IpAddress.parse(address).orElseThrow(() -> new InputError(entry.where(),
                "`dst` is %s, not an address".formatted(address))), entry.mac("lladdr"));
    }
}
