package xdp2rtl.cli.common;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import xdp2rtl.fib.NetworkFile;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.maps.NetworkSize;

/// The network that bpf_fib_lookup and bpf_check_mtu look into, and how much of one there is room for.
public final class FibOptions {
    @Option(names = "--fib", paramLabel = "FILE.json",
            description = "The network that bpf_fib_lookup and bpf_check_mtu look into: an object with "
                    + "links, routes, routes6, neighbours, netconf and rules, each as `ip -j` prints it (default: "
                    + "the interfaces alone).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--fib-routes", paramLabel = "N",
            description = "Room for routes and neighbours together, of each of IPv4 and IPv6 (default: 63; "
                    + "at least what --fib has).")
    private Optional<Integer> routes = Optional.empty();

    @Option(names = "--fib-links", paramLabel = "N",
            description = "Room for interfaces (default: 16; at least what --fib has).")
    private Optional<Integer> links = Optional.empty();

    /// The network that was given.
    /// @throws xdp2rtl.diagnostic.InputError if it cannot be read, or has what is not supported
    public Optional<NetworkState> network() {
        return file.map(NetworkFile::read);
    }

    /// What there shall be room for: at least for the network that was given.
    public NetworkSize size() {
        var asked = new NetworkSize(links.orElse(NetworkSize.DEFAULT.links()),
                routes.orElse(NetworkSize.DEFAULT.routes()));
        return network().map(network -> asked.atLeast(network.size())).orElse(asked);
    }

    /// All that were given.
    List<LoadOptions.Argument> arguments() {
        var arguments = new ArrayList<LoadOptions.Argument>();
        file.ifPresent(path -> arguments.add(new LoadOptions.Argument("--fib ", Optional.of(path))));
        routes.ifPresent(number -> arguments.add(new LoadOptions.Argument("--fib-routes " + number, Optional.empty())));
        links.ifPresent(number -> arguments.add(new LoadOptions.Argument("--fib-links " + number, Optional.empty())));
        return arguments;
    }
}
