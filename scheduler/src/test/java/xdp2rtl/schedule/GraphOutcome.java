package xdp2rtl.schedule;

import java.util.Arrays;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphRunner;
import xdp2rtl.graph.RunMaps;
import xdp2rtl.graph.RunPacket;

/// What a graph does with a packet.
public final class GraphOutcome {
    private GraphOutcome() {}

    /// Everything that can be seen of a run; nothing if it does not end in time.
    public static Optional<String> of(Graph graph, byte[] bytes) {
        RunPacket packet = new RunPacket(bytes);
        RunMaps maps = new RunMaps(4096, 2048);
        maps.define(0, 1, 16, 16, 4, false);
        GraphRunner.Result result;
        try {
            result = GraphRunner.run(graph, packet, maps, GraphRunner.Context.PLAIN);
        } catch (IllegalStateException _) {
            return Optional.empty();
        }
        return Optional
                .of("r0 " + result.r0() + " trapped " + result.trapped() + " redirect " + result.redirect() + " packet "
                        + Arrays.hashCode(packet.bytes()) + " " + packet.length() + " meta "
                        + Arrays.hashCode(packet.metaBytes())
                        + " maps " + Arrays.hashCode(maps.memory(0)));
    }
}
