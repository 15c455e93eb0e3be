package xdp2rtl.engine.kernel;

import java.util.SortedMap;
import java.util.TreeMap;
import xdp2rtl.fib.Link;
import xdp2rtl.port.Context;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// The interfaces that must exist so that Linux takes a stimulus, and how many receive queues each must have.
record Interfaces(SortedMap<Integer, Integer> queues) {
    static final int LOOPBACK = Link.LOOPBACK;

    static Interfaces of(Stimulus stimulus) {
        var queues = new TreeMap<Integer, Integer>();
        need(queues, stimulus.context());
        for (Packet packet : stimulus.packets()) {
            need(queues, stimulus.contextOf(packet));
        }
        stimulus.network().links().forEach(link -> queues.merge(link.ifindex(), 1, Math::max));
        return new Interfaces(queues);
    }

    private static void need(SortedMap<Integer, Integer> queues, Context context) {
        queues.merge(context.ifindex(), context.rxQueue() + 1, Math::max);
    }

    /// The loopback is interface 1 of every network namespace, and has one queue.
    boolean onlyLoopback() {
        return queues.firstKey() == LOOPBACK && queues.lastKey() == LOOPBACK && queues.get(LOOPBACK) == 1;
    }
}
