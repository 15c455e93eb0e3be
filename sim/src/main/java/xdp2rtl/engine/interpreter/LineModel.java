package xdp2rtl.engine.interpreter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.port.MapContents;

/// QUEUE and STACK (kernel/bpf/queue_stack_maps.c).
final class LineModel implements ClosedModel {
    private final MapSpec spec;
    /// The oldest one first.
    private final Deque<byte[]> line = new ArrayDeque<>();

    LineModel(MapSpec spec, MapContents initial) {
        this.spec = spec;
        initial.canonical(spec).entries().forEach(entry -> {
            if (spec.type() == MapKind.STACK) {
                line.addFirst(entry.value(0).toArray());
            } else {
                line.addLast(entry.value(0).toArray());
            }
        });
    }

    @Override public long push(byte[] value, long flags) {
        if (flags != UpdateFlags.ANY && flags != UpdateFlags.EXIST) { return Errno.EINVAL.result(); }
        if (line.size() == spec.maxEntries()) {
            if (flags != UpdateFlags.EXIST) { return Errno.E2BIG.result(); }
            line.removeFirst();
        }
        line.addLast(value);
        return 0;
    }

    @Override public Optional<byte[]> next(boolean removed) {
        boolean queue = spec.type() == MapKind.QUEUE;
        Optional<byte[]> next = Optional.ofNullable(queue ? line.peekFirst() : line.peekLast());
        if (removed && queue) {
            line.pollFirst();
        } else if (removed) {
            line.pollLast();
        }
        return next;
    }

    @Override public MapSpec spec() {
        return spec;
    }

    @Override public MapContents contents() {
        var entries = new ArrayList<MapContents.Entry>();
        for (byte[] value : spec.type() == MapKind.QUEUE ? line : line.reversed()) {
            entries.add(MapContents.Entry.of(MapContents.key(entries.size()), Bytes.of(value)));
        }
        return new MapContents(entries);
    }
}
