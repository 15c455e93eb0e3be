package xdp2rtl.boards.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import xdp2rtl.boards.BoardRegister;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("The registers of a board's ports: interface indexes, which of them device maps lead to, counters.")
public final class PortRegisters extends Component {
    private final int ports;
    private final int frameLimit;
    private final int maps;

    @Doc("register word: byte address / 4")
    final In word = in(7);
    final In write = in(1);
    final In data = in(32);
    @Doc("answer to word, in the same cycle")
    final Out answer = out(32);
    @Doc("word cannot be read, or not be written, as writing says")
    final Out error = out(1);
    @Doc("which way the access goes: 1 a write")
    final In writing = in(1);

    @Doc("interface index of a port")
    final List<Out> ifindex = outs(ports, 32);
    @Doc("the lowest bits of: 1 more than the number of a device map")
    final In map = in(bitsFor(maps - 1));
    @Doc("the ports that the map leads to")
    final Out broadcast = out(ports);
    final In noPort = in(1);
    final In tooLong = in(1);
    final In overrun = in(1);
    @Doc("a packet has come from the port, been passed to its host, been sent to it")
    final List<In> came = ins(ports, 1);
    final List<In> passed = ins(ports, 1);
    final List<In> sent = ins(ports, 1);

    final List<Reg> index = indexes();
    @Doc("addressed as by map")
    final Mem broadcastPorts = mem(ports, maps);
    final Reg countNoPort = reg(32);
    final Reg countTooLong = reg(32);
    final Reg countOverrun = reg(32);
    final List<Reg> countCame = regs(ports, 32);
    final List<Reg> countPassed = regs(ports, 32);
    final List<Reg> countSent = regs(ports, 32);

    PortRegisters(int ports, int frameLimit, int maps) {
        this.ports = ports;
        this.frameLimit = frameLimit;
        this.maps = maps;
        super("port_registers_" + ports + "_l" + frameLimit);
    }

    private List<Reg> indexes() {
        var registers = regs(ports, 32);
        for (int i = 0; i < ports; i++) registers.get(i).reset(i + 1);
        return registers;
    }

    @Override protected void logic() {
        var values = new TreeMap<Long, Bits>();
        values.put(number(BoardRegister.BOARD_MAGIC, 0), constant(32, BoardRegister.MAGIC_VALUE));
        values.put(number(BoardRegister.PORTS, 0), constant(32, ports));
        values.put(number(BoardRegister.FRAME_LIMIT, 0), constant(32, frameLimit));
        count(values, BoardRegister.COUNT_NO_PORT, List.of(countNoPort), List.of(noPort));
        count(values, BoardRegister.COUNT_TOO_LONG, List.of(countTooLong), List.of(tooLong));
        count(values, BoardRegister.COUNT_OVERRUN, List.of(countOverrun), List.of(overrun));
        count(values, BoardRegister.COUNT_IN, countCame, came);
        count(values, BoardRegister.COUNT_PASS, countPassed, passed);
        count(values, BoardRegister.COUNT_OUT, countSent, sent);
        var writable = new ArrayList<Bits>();
        for (int i = 0; i < ports; i++) {
            var register = index.get(i);
            var chosen = let("is_ifindex_" + i, word.is(number(BoardRegister.PORT_IFINDEX, i)));
            when(write.and(chosen), () -> register.next(data));
            writable.add(chosen);
            values.put(number(BoardRegister.PORT_IFINDEX, i), register);
            ifindex.get(i).assign(register);
        }
        writable.add(broadcasts());
        answer.assign(select(word, values, constant(32, 0)));
        var known = new TreeMap<Long, Bits>();
        for (var register : BoardRegister.values()) {
            for (int i = 0; register.access().reads() && i < register.count(); i++) known.put(number(register, i), ONE);
        }
        var readable = wire("readable", 1);
        readable.assign(select(word, known, constant(1, 0)));
        error.assign(writing.then(Bits.concat(List.copyOf(writable)).any(), readable).not());
    }

    /// Whether the access is to one of the words of device maps.
    private Bits broadcasts() {
        int element = bitsFor(BoardRegister.BROADCAST_PORTS.count() - 1);
        var chosen = let("is_broadcast_ports",
                word.high(word.width() - element).is(number(BoardRegister.BROADCAST_PORTS, 0) >> element));
        when(write.and(chosen), () -> broadcastPorts.write(word.low(map.width()).plus(1), data.low(ports)));
        broadcast.assign(broadcastPorts.at(map));
        return chosen;
    }

    private static final Bits ONE = Bits.of(1, 1);

    private void count(TreeMap<Long, Bits> values, BoardRegister register, List<Reg> counters, List<In> events) {
        for (int i = 0; i < counters.size(); i++) {
            var counter = counters.get(i);
            when(events.get(i), () -> counter.next(counter.plus(1)));
            values.put(number(register, i), counter);
        }
    }

    private static long number(BoardRegister register, int element) {
        return (register.offset() & 0x1ff) / 4 + element;
    }
}
