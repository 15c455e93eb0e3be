package xdp2rtl.cli.fib;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.DeviceVerb;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.fib.KernelNetwork;
import xdp2rtl.fib.NetworkFile;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.NetworkSync;

/// `host fib sync`.
@Command(name = "sync",
        description = {
                "Gives the loaded program the network of this machine's kernel: links, routes, neighbours, netconf and "
                        + "rules, as `ip -j` prints them. What is the same stays; what is not is written while no packet is in the core.",
                "Interfaces have the kernel's numbers; `host load --ifindex PORT=N` gives the ports theirs. There is room for "
                        + "as much as `host load --fib-routes` and `--fib-links` said."})
final class FibSyncVerb extends DeviceVerb {
    @Option(names = "--follow", description = "Go on with whatever changes, until interrupted.")
    private boolean follow;

    @Option(names = "--netns", paramLabel = "NAME", description = "The network of this namespace (`ip netns`).")
    private Optional<String> namespace = Optional.empty();

    @Option(names = "--fib", paramLabel = "FILE.json",
            description = "The network of this file instead, as `host load` takes it.")
    private Optional<Path> file = Optional.empty();

    private Optional<KernelNetwork> kernel = Optional.empty();

    @Override protected Answer answer(HostDevice device, Progress progress) {
        if (file.isPresent() && (follow || namespace.isPresent())) {
            throw new InputError("--fib", "a file is no kernel's network", "", "Leave out --follow and --netns");
        }
        NetworkState network = file.map(NetworkFile::read).orElseGet(() -> kernel().read());
        NetworkSync.Report report = NetworkSync.sync(device, network);
        if (!follow) {
            kernel.ifPresent(KernelNetwork::close);
        }
        return new Synced(device, network, report, follow, this::next);
    }

    /// News is what comes behind the first look.
    private KernelNetwork kernel() {
        if (kernel.isEmpty()) {
            var opened = new KernelNetwork(namespace.map(name -> List.of("ip", "-n", name)).orElse(List.of("ip")));
            Runtime.getRuntime().addShutdownHook(new Thread(opened::close));
            kernel = Optional.of(opened);
        }
        return kernel.get();
    }

    private Optional<Answer> next() {
        return follow && kernel().await() ? Optional.of(again()) : Optional.empty();
    }

    private record Synced(HostDevice device, NetworkState network, NetworkSync.Report report, boolean follow,
            Supplier<Optional<Answer>> following) implements Answer {
        @Override public Optional<Answer> next() { return following.get(); }

        @Override public boolean isOneOfSeveral() { return follow; }

        @Override public String text() {
            return "%s: %d links, %d routes, %d neighbours: %s\n".formatted(device.name(), network.links().size(),
                    network.routes().size(), network.neighbours().size(),
                    report.words() == 0 ? "nothing is new" : "%d words written, the input was held for %d cycles"
                            .formatted(report.words(), report.cycles()));
        }

        @Override public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("device", device.address());
            json.addProperty("links", network.links().size());
            json.addProperty("routes", network.routes().size());
            json.addProperty("neighbours", network.neighbours().size());
            json.addProperty("words", report.words());
            json.addProperty("held_cycles", report.cycles());
            return json;
        }
    }
}
