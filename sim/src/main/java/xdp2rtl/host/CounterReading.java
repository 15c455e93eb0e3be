package xdp2rtl.host;

import static xdp2rtl.boards.BoardRegister.*;
import static xdp2rtl.isa.ControlRegister.*;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.boards.BoardRegister;
import xdp2rtl.driver.CoreRegisters;
import xdp2rtl.driver.CoreTotals;
import xdp2rtl.isa.Cause;
import xdp2rtl.linux.XdpAction;

/// The counters of a device at one time. All but the cycles and the totals count modulo 2^32.
///
/// @param cycles     since reset
/// @param packets    that have come in whole
/// @param totals     how full the cores are and were, of 64 bits
/// @param cores      that there are
/// @param actions    by action 0 to 4, then all others
/// @param causes     by [Cause]
/// @param lostEvents that the event queue had no room for
/// @param ports      one for each port
/// @param noPort     redirected to an interface that is none of the ports
/// @param tooLong    grown over the longest frame
/// @param overrun    that the core was too slow for
public record CounterReading(long cycles, int packets, CoreTotals totals, int cores, List<Integer> actions,
        List<Integer> causes, int lostEvents,
        List<Port> ports,
        int noPort, int tooLong, int overrun) {
    /// Actions with a counter of their own, and one for the rest.
    public static final int ACTIONS = 6;

    /// @param in   packets from the port
    /// @param pass of them, to the host
    /// @param out  to the port
    public record Port(int ifindex, int in, int pass, int out) {}

    public CounterReading {
        actions = List.copyOf(actions);
        causes = List.copyOf(causes);
        ports = List.copyOf(ports);
    }

    public static CounterReading of(HostDevice device) {
        CoreRegisters core = device.core();
        BoardPorts ports = device.ports();
        boolean board = ports.count() > 0;
        return new CounterReading(core.cycles(), core.read(COUNT_PACKETS), core.totals(), core.read(CORES),
                first(core.readAll(COUNT_ACTIONS), ACTIONS),
                first(core.readAll(COUNT_CAUSES), Cause.values().length), core.read(EVENT_LOST),
                IntStream.range(0, ports.count()).mapToObj(port -> port(ports, port)).toList(),
                board ? read(ports, COUNT_NO_PORT, 0) : 0, board ? read(ports, COUNT_TOO_LONG, 0) : 0,
                board ? read(ports, COUNT_OVERRUN, 0) : 0);
    }

    /// Packets that went nowhere: dropped or aborted by the program, with an action that there is not, of a wrong length,
    /// to no port, too long to send, or too many for the core.
    public int dropped() {
        return actions.get(XdpAction.DROP.number()) + actions.get(XdpAction.ABORTED.number())
                + actions.get(ACTIONS - 1) + noPort + tooLong + overrun;
    }

    private static List<Integer> first(int[] values, int count) {
        return Arrays.stream(values).limit(count).boxed().toList();
    }

    private static Port port(BoardPorts ports, int port) {
        return new Port(ports.ifindex().get(port), read(ports, COUNT_IN, port), read(ports, COUNT_PASS, port),
                read(ports, COUNT_OUT, port));
    }

    private static int read(BoardPorts ports, BoardRegister register, int element) {
        return ports.device().read(BoardPorts.element(register, element));
    }
}
