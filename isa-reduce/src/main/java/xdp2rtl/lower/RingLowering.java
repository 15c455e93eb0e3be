package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.Errno.EAGAIN;
import static xdp2rtl.linux.Errno.EINVAL;

import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.linux.RingFlags;
import xdp2rtl.maps.Placement;
import xdp2rtl.maps.SharedRing;
import xdp2rtl.verifier.Type;

/// bpf_ringbuf_output, bpf_ringbuf_reserve, bpf_ringbuf_submit, bpf_ringbuf_discard and bpf_ringbuf_query
/// (kernel/bpf/ringbuf.c): records in a ring that all contexts share ([SharedRing]).
///
/// Room is taken by moving the count of reserved bytes on, if nobody else has meanwhile. A header says by an exchange
/// that its record is done, behind all that has been written to it. So no context ever waits for another.
final class RingLowering {
    private static final int RECORD = 1;
    private static final int MAP = 1;
    private static final int DATA = 2;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;
    private final ByteCopies copies;

    RingLowering(Site site, MemoryLowering memory, ByteCopies copies) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
        this.copies = copies;
    }

    Value output() {
        int place = ((Type.Map) site.type(MAP)).map();
        Value size = site.read(3);
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.leaveIf(Cond.SET, W64, site.read(4), Value.of(~(long) RingFlags.WAKEUPS), done,
                Value.of(EINVAL.result()));
        Value data = reserve(place, size);
        emitter.leaveIf(Cond.EQ, W64, data, Value.ZERO, done, Value.of(EAGAIN.result()));
        copies.copy(DATA, record(place, data), size);
        end(record(place, data), size, SharedRing.DONE);
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    Value reserve() {
        int place = ((Type.Map) site.type(MAP)).map();
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.leaveIf(Cond.NE, W64, site.read(3), Value.ZERO, done, Value.ZERO);
        emitter.jump(done, reserve(place, site.read(2)));
        emitter.begin(done);
        return result;
    }

    /// The address of the data of a new record, 0 if there is no room for it.
    private Value reserve(int place, Value size) {
        Placement.Shared ring = (Placement.Shared) site.layout.placement(place);
        Access start = start(ring, place);
        Value total = emitter.alu(AluOp.AND, emitter.alu(AluOp.ADD, size, SharedRing.HEADER + 7), ~7L);
        Draft again = emitter.open();
        Draft full = emitter.open();
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.jump(again);
        emitter.begin(again);
        Value reserved = emitter.load(start.at(SharedRing.RESERVED, 8), false);
        Value taken = emitter.load(start.at(SharedRing.TAKEN, 8), false);
        Value after = emitter.alu(AluOp.ADD, reserved, total);
        emitter.leaveIf(Cond.GE, W64, emitter.alu(AluOp.SUB, after, taken), Value.of(ring.bytes()), full);
        Value old = memory.compareExchange(start.at(SharedRing.RESERVED, 8), reserved, after);
        emitter.leaveIf(Cond.NE, W64, old, reserved, again);
        Value position = emitter.alu(AluOp.AND, reserved, ring.bytes() - 1L);
        emitter.jump(done, emitter.alu(AluOp.ADD, position, ring.address() + SharedRing.DATA + SharedRing.HEADER));
        emitter.begin(full);
        memory.add(start.at(SharedRing.LOST, 8), Value.of(1));
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    /// @param discarded whether nobody is to see the record
    Value end(boolean discarded) {
        Type.Record record = (Type.Record) site.type(RECORD);
        end(record(record.map(), site.read(RECORD)), Value.of(record.size()),
                SharedRing.DONE | (discarded ? SharedRing.DISCARDED : 0));
        return Value.ZERO;
    }

    private void end(Access data, Value size, int state) {
        memory.exchange(data.at(-SharedRing.HEADER, Integer.BYTES),
                emitter.alu(AluOp.OR, size, Integer.toUnsignedLong(state)));
    }

    Value query() {
        int place = ((Type.Map) site.type(MAP)).map();
        Placement.Shared ring = (Placement.Shared) site.layout.placement(place);
        Access start = start(ring, place);
        Value taken = emitter.load(start.at(SharedRing.TAKEN, 8), false);
        Value reserved = emitter.load(start.at(SharedRing.RESERVED, 8), false);
        Value what = site.read(2);
        Value answer = Value.ZERO;
        answer = emitter.alu(AluOp.OR, answer,
                when(what, RingFlags.AVAILABLE, emitter.alu(AluOp.SUB, reserved, taken)));
        answer = emitter.alu(AluOp.OR, answer, when(what, RingFlags.SIZE, Value.of(ring.bytes())));
        answer = emitter.alu(AluOp.OR, answer, when(what, RingFlags.CONSUMED, taken));
        return emitter.alu(AluOp.OR, answer, when(what, RingFlags.PRODUCED, reserved));
    }

    private Value when(Value what, int flag, Value answer) {
        return emitter.choose(emitter.compare(Cond.EQ, W64, what, Value.of(flag)), answer, 0);
    }

    private static Access start(Placement.Shared ring, int place) {
        return new Access(Space.MAP, Value.of(ring.address()), 0, Size.B8, true, place + 1);
    }

    private static Access record(int place, Value data) {
        return new Access(Space.MAP, data, 0, Size.B8, true, place + 1);
    }
}
