package xdp2rtl.boards;

import java.util.Arrays;
import java.util.Optional;
import xdp2rtl.engine.Action;
import xdp2rtl.engine.Outcome;
import xdp2rtl.engine.RedirectTarget;
import xdp2rtl.simulation.Place;

/// What a board makes of an outcome of the interpreter's.
///
/// @param place where the packet leaves
/// @param bytes as it leaves, padded if it is for a wire
public record BoardOutput(Place place, byte[] bytes) {
    private static final int SHORTEST_FRAME = 60;

    /// Of a packet that came in by port `from`; nothing if it does not leave.
    public static Optional<BoardOutput> of(Outcome outcome, Board board, int from) {
        return outcome instanceof Outcome.Ran ran ? of(ran, board, from) : Optional.empty();
    }

    private static Optional<BoardOutput> of(Outcome.Ran ran, Board board, int from) {
        long action = ran.action();
        int port = from;
        if (action == Action.REDIRECT) {
            port = ran.redirect().map(target -> switch (target) {
                case RedirectTarget.Interface it -> it.ifindex();
                case RedirectTarget.MapEntry it -> it.ifindex();
                case RedirectTarget.Broadcast _ -> 0;
            }).orElse(0) - 1;
        }
        boolean leaves = action == Action.PASS || action == Action.TX || action == Action.REDIRECT;
        if (!leaves || port < 0 || port >= board.ports()) return Optional.empty();
        byte[] bytes = ran.packet().orElseThrow().toArray();
        if (bytes.length > board.frameLimit()) return Optional.empty();
        if (pads(board, action) && bytes.length < SHORTEST_FRAME) bytes = Arrays.copyOf(bytes, SHORTEST_FRAME);
        return Optional.of(new BoardOutput(new Place(port, action == Action.PASS), bytes));
    }

    private static boolean pads(Board board, long action) {
        return switch (board.shell()) {
            case NETFPGA_SUME, NETFPGA_PLUS -> true;
            case OPENNIC, CORUNDUM -> action != Action.PASS;
            case NONE -> false;
        };
    }
}
