package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.Errno.E2BIG;
import static xdp2rtl.linux.Errno.EINVAL;
import static xdp2rtl.linux.Errno.ENOENT;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.maps.Placement;
import xdp2rtl.maps.ValueLine;
import xdp2rtl.verifier.StackSpan;

/// Values put into a QUEUE or STACK and taken out (kernel/bpf/queue_stack_maps.c), each while the map's lock is held,
/// as in Linux.
final class LineLowering {
    private static final int VALUE = 2;
    private static final int FLAGS = 3;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;
    private final LockLowering locks;
    private final ByteCopies copies;
    private final Placement.Line line;
    private final Access start;

    LineLowering(Site site, MemoryLowering memory, LockLowering locks, ByteCopies copies, Placement.Line line,
            int place) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
        this.locks = locks;
        this.copies = copies;
        this.line = line;
        this.start = new Access(Space.MAP, Value.of(line.address()), 0, Size.B8, true, place + 1);
    }

    private Access word(int offset) { return start.at(offset, Long.BYTES); }

    private Access lock() { return start.at(ValueLine.LOCK, Integer.BYTES); }

    Value push() {
        Value flags = site.read(FLAGS);
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        Draft replaces = emitter.open();
        Draft placed = emitter.open();
        Draft written = emitter.open();
        Value oldest = emitter.parameter(written);
        Value count = emitter.parameter(written);
        emitter.leaveIf(Cond.SET, W64, flags, Value.of(~(long) UpdateFlags.EXIST), done, Value.of(EINVAL.result()));
        locks.take(lock());
        Value first = emitter.load(word(ValueLine.OLDEST), false);
        Value before = emitter.load(word(ValueLine.COUNT), false);
        emitter.leaveIf(Cond.LT, W64, before, Value.of(entries()), placed);
        emitter.leaveIf(Cond.EQ, W64, flags, Value.of(UpdateFlags.EXIST), replaces);
        locks.give(lock());
        emitter.jump(done, Value.of(E2BIG.result()));
        emitter.begin(replaces);
        emitter.jump(written, wrapped(emitter.alu(AluOp.ADD, first, 1)), Value.of(entries() - 1));
        emitter.begin(placed);
        emitter.jump(written, first, before);
        emitter.begin(written);
        copies.copy(VALUE, element(wrapped(emitter.alu(AluOp.ADD, oldest, count))), Value.of(line.map().valueSize()));
        emitter.store(word(ValueLine.OLDEST), oldest);
        emitter.store(word(ValueLine.COUNT), emitter.alu(AluOp.ADD, count, 1));
        locks.give(lock());
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    private long entries() { return Integer.toUnsignedLong(line.map().maxEntries()); }

    /// A place below twice the number of places as one of them.
    private Value wrapped(Value place) {
        Value outside = emitter.compare(Cond.GE, W64, place, Value.of(entries()));
        return emitter.alu(AluOp.SUB, place, emitter.choose(outside, Value.of(entries()), 0));
    }

    private Access element(Value place) {
        Value distance = emitter.multiply(W64, place, Value.of(line.stride()));
        return new Access(Space.MAP, emitter.alu(AluOp.ADD, distance, line.address() + ValueLine.DATA), 0, Size.B8,
                true,
                start.alias());
    }

    /// Where there is none, the memory for it is filled with zeroes.
    /// @param removed whether the value leaves the map
    Value take(boolean removed) {
        int size = line.map().valueSize();
        Optional<StackSpan> values = copies.promoted(VALUE, Value.of(size));
        boolean inWords = copies.isUnrolled(size) || values.isPresent();
        int words = inWords ? Math.ceilDiv(size, ByteCopies.WORD) : 0;
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        List<Value> taken = Stream.generate(() -> emitter.parameter(done)).limit(words).toList();
        Draft found = emitter.open();
        locks.take(lock());
        Value oldest = emitter.load(word(ValueLine.OLDEST), false);
        Value count = emitter.load(word(ValueLine.COUNT), false);
        emitter.leaveIf(Cond.NE, W64, count, Value.ZERO, found);
        locks.give(lock());
        if (!inWords) {
            copies.clear(memory.access(VALUE, 0, 1), size);
        }
        emitter.jump(done, arguments(ENOENT.result(), Collections.nCopies(words, Value.ZERO)));
        emitter.begin(found);
        Value left = emitter.alu(AluOp.SUB, count, 1);
        boolean queue = line.map().type() == MapKind.QUEUE;
        Access from = element(queue ? oldest : wrapped(emitter.alu(AluOp.ADD, oldest, left)));
        List<Value> read = inWords ? copies.words(from, size) : List.of();
        if (!inWords) {
            copies.copy(from, memory.access(VALUE, 0, 1), Value.of(size));
        }
        if (removed) {
            if (queue) {
                emitter.store(word(ValueLine.OLDEST), wrapped(emitter.alu(AluOp.ADD, oldest, 1)));
            }
            emitter.store(word(ValueLine.COUNT), left);
        }
        locks.give(lock());
        emitter.jump(done, arguments(0, read));
        emitter.begin(done);
        values.ifPresentOrElse(span -> copies.scatter(span, taken), () -> {
            if (inWords) {
                copies.store(memory.access(VALUE, 0, 1), taken, size);
            }
        });
        return result;
    }

    private static Value[] arguments(long result, List<Value> words) {
        return Stream.concat(Stream.of(Value.of(result)), words.stream()).toArray(Value[]::new);
    }
}
