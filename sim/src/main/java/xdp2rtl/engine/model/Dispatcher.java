package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.port.CorePacket;

/// How packets are dealt out to several cores (`docs/machine.md`, section 10). They wait at the input without gaps.
final class Dispatcher {
    /// Beats that wait for where they go, at most.
    private static final int WAITING = 16;
    /// Cycles from the beat with which a packet's core is known until its first beat can go there.
    private static final int FINDING = 7;

    private final CoreConfig config;
    private final boolean sequential;
    private final List<CoreInput> inputs;
    private final PacketSink sink;

    private final FlowTable table;
    private final Queue<CorePacket> packets = new ArrayDeque<>();
    private final Queue<Beat> waiting = new ArrayDeque<>();
    /// Beats of the first packet at the input that are in.
    private int beats;
    private Way way;

    /// Where a packet goes, and from which cycle on; not known yet at first.
    private static final class Way {
        private final CorePacket packet;
        private int core;
        private long from = Long.MAX_VALUE;
        private long arrived;

        private Way(CorePacket packet) {
            this.packet = packet;
        }
    }

    private record Beat(Way way, boolean first, boolean last) {}

    /// What is told of a packet that goes to a core; `arrived` may be told late, with its last beat.
    interface PacketSink {
        void begins(int core, CorePacket packet);

        void isWhole(int core, long arrived);
    }

    /// @param inputs of the cores
    /// @param sink   of the packets that go to them
    Dispatcher(CoreConfig config, Dispatch dispatch, boolean sequential, List<CoreInput> inputs, PacketSink sink) {
        this.config = config;
        this.sequential = sequential;
        this.inputs = inputs;
        table = new FlowTable(dispatch, config.cores());
        this.sink = sink;
    }

    void offer(CorePacket packet) {
        packets.add(packet);
    }

    boolean idle() {
        return packets.isEmpty() && waiting.isEmpty();
    }

    /// One cycle.
    ///
    /// @param queued   beats that were on their way to each core when the cycle before began
    /// @param mayBegin whether another packet may go to a core
    void step(long cycle, int[] queued, boolean mayBegin) {
        boolean room = waiting.size() < WAITING;
        Beat next = waiting.peek();
        if (next != null && next.way.from <= cycle && queued[next.way.core] < Dispatch.QUEUE_BEATS
                && (mayBegin || !next.first)) {
            waiting.remove();
            if (next.first) {
                sink.begins(next.way.core, next.way.packet);
            }
            if (next.last) {
                sink.isWhole(next.way.core, next.way.arrived);
            }
            inputs.get(next.way.core).add(cycle, next.last);
        }
        if (room && !packets.isEmpty()) {
            comes(cycle);
        }
    }

    private void comes(long cycle) {
        CorePacket packet = packets.element();
        if (beats == 0) {
            way = new Way(packet);
        }
        boolean last = (beats + 1) * config.beatBytes() >= packet.bytes().length;
        int counting = Dispatch.UNITS * Dispatch.UNIT / config.beatBytes();
        if (beats + 1 == counting || last && beats + 1 < counting) {
            way.core = sequential ? 0 : table.core(packet.bytes());
            way.from = cycle + FINDING;
        }
        waiting.add(new Beat(way, beats == 0, last));
        beats++;
        if (last) {
            way.arrived = cycle;
            packets.remove();
            beats = 0;
        }
    }
}
