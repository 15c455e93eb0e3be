package xdp2rtl.host;

import static xdp2rtl.boards.BoardRegister.*;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xdp2rtl.boards.BoardRegister;
import xdp2rtl.device.Device;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.driver.RegisterWrites;
import xdp2rtl.isa.ControlRegister;

/// The network ports of a board, by number from 0.
///
/// @param count   0 where the core is not on a board of ours: it has no port registers then
/// @param ifindex of each port
public record BoardPorts(Device device, int count, List<Integer> ifindex) {

    static BoardPorts of(Device device) {
        if (!isBoard(device)) { return new BoardPorts(device, 0, List.of()); }
        int count = Math.clamp(device.read(PORTS.offset()), 0, BoardRegister.PORTS_MAX);
        int[] ifindex = device.read(IntStream.range(0, count).map(port -> element(PORT_IFINDEX, port)).toArray());
        return new BoardPorts(device, count, IntStream.of(ifindex).boxed().toList());
    }

    /// A core alone has no such register; a bus that can say so refuses the read.
    private static boolean isBoard(Device device) {
        try {
            return device.read(BOARD_MAGIC.offset()) == BoardRegister.MAGIC_VALUE;
        } catch (InputError refused) {
            if (device.read(ControlRegister.MAGIC.offset()) != ControlRegister.MAGIC_VALUE) { throw refused; }
            return false;
        }
    }

    /// Element of an array.
    static int element(BoardRegister register, int number) {
        return register.offset() + 4 * number;
    }

    /// The ports with other interface indexes.
    /// @throws InputError for a port that there is not, or an index that is none or on two ports
    public BoardPorts with(Map<Integer, Integer> given) {
        given.forEach((port, index) -> {
            if (port < 0 || port >= count) {
                throw new InputError("--ifindex", "%s has no port %d".formatted(device.name(), port), "",
                        count == 0 ? "It has no port registers" : "Its ports are 0 to " + (count - 1));
            }
            if (index < 1) {
                throw new InputError("--ifindex", "there is no interface " + index, "", "Give 1 or more");
            }
        });
        List<Integer> changed =
                IntStream.range(0, count).mapToObj(port -> given.getOrDefault(port, ifindex.get(port))).toList();
        if (!given.isEmpty() && changed.stream().distinct().count() < count) {
            throw new InputError("--ifindex", "two ports would have one interface index (%s)".formatted(
                    changed.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        return new BoardPorts(device, count, changed);
    }

    /// Whether packets can be redirected to an interface; where there are no port registers nobody knows.
    boolean canReach(int index) {
        return count == 0 || ifindex.contains(index);
    }

    void add(RegisterWrites writes) {
        for (int port = 0; port < count; port++) {
            writes.add(element(PORT_IFINDEX, port), ifindex.get(port));
        }
    }
}
