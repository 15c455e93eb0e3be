package xdp2rtl.boards;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.RedirectTarget;
import xdp2rtl.port.Stimulus;
import xdp2rtl.simulation.BoardPort;

/// What a board makes of an outcome of the interpreter's: one packet that leaves it.
///
/// @param place where the packet leaves
/// @param bytes as it leaves, padded if it is for a wire
public record BoardOutput(BoardPort place, byte[] bytes) {
    private static final int SHORTEST_FRAME = 60;

    /// Of a packet that came in by port `from`, by port; none if it does not leave.
    public static List<BoardOutput> of(Outcome outcome, Stimulus stimulus, Board board, int from) {
        return outcome instanceof Outcome.Ran ran ? of(ran, stimulus, board, from) : List.of();
    }

    private static List<BoardOutput> of(Outcome.Ran ran, Stimulus stimulus, Board board, int from) {
        long action = ran.action();
        List<Integer> ports = List.of();
        if (XdpAction.PASS.is(action) || XdpAction.TX.is(action)) ports = List.of(from);
        if (XdpAction.REDIRECT.is(action) && ran.redirect().isPresent()) {
            ports = switch (ran.redirect().get()) {
                case RedirectTarget.Interface it -> List.of(it.ifindex() - 1);
                case RedirectTarget.MapEntry it -> List.of(it.ifindex() - 1);
                case RedirectTarget.HostQueue it -> throw new AssertionError("no board sends to " + it);
                case RedirectTarget.Broadcast it -> all(it, stimulus, board, from);
            };
        }
        byte[] bytes = ran.packet().orElseThrow().toArray();
        if (bytes.length > board.frameLimit()) return List.of();
        byte[] frame =
                pads(board, action) && bytes.length < SHORTEST_FRAME ? Arrays.copyOf(bytes, SHORTEST_FRAME) : bytes;
        return ports.stream().filter(port -> port >= 0 && port < board.ports())
                .map(port -> new BoardOutput(new BoardPort(port, XdpAction.PASS.is(action)), frame)).toList();
    }

    /// The ports whose interfaces are in the map; `axis` has none.
    private static List<Integer> all(RedirectTarget.Broadcast to, Stimulus stimulus, Board board, int from) {
        var interfaces = stimulus.maps().get(to.map()).entries().stream()
                .map(entry -> MapContents.index(entry.values().getFirst())).toList();
        return IntStream.range(0, board.shell() == Shell.NONE ? 0 : board.ports()).boxed()
                .filter(port -> interfaces.contains(port + 1L) && !(to.excludeIngress() && port == from)).toList();
    }

    private static boolean pads(Board board, long action) {
        return switch (board.shell()) {
            case NETFPGA_SUME, NETFPGA_PLUS -> true;
            case OPENNIC, CORUNDUM -> !XdpAction.PASS.is(action);
            case NONE -> false;
        };
    }
}
