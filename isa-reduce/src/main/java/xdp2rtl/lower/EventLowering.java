package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.Errno.E2BIG;
import static xdp2rtl.linux.Errno.EFAULT;
import static xdp2rtl.linux.Errno.EINVAL;
import static xdp2rtl.linux.Errno.ENOSPC;
import static xdp2rtl.linux.Errno.EOPNOTSUPP;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.linux.EventFlags;
import xdp2rtl.linux.PrintFormat;
import xdp2rtl.maps.EventRing;
import xdp2rtl.maps.Placement;
import xdp2rtl.verifier.PrintCall;
import xdp2rtl.verifier.Type;

/// bpf_perf_event_output (net/core/filter.c, kernel/trace/bpf_trace.c), bpf_trace_printk and bpf_trace_vprintk
/// (kernel/trace/bpf_trace.c): a record in the context's own ring of the map ([EventRing]), from which the host takes
/// it.
final class EventLowering {
    private static final int MAP = 2;
    private static final int FLAGS = 3;
    private static final int DATA = 4;
    private static final int SIZE = 5;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;
    private final ByteCopies copies;

    EventLowering(Site site, MemoryLowering memory, ByteCopies copies) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
        this.copies = copies;
    }

    /// The entry of each CPU is open, as libbpf opens them; a record can only go to the own one's.
    Value output() {
        int place = ((Type.Map) site.type(MAP)).map();
        Placement.Ring ring = (Placement.Ring) site.layout.placement(place);
        Value flags = site.read(FLAGS);
        Value size = site.read(SIZE);
        Value packetBytes = emitter.alu(AluOp.RSH, emitter.alu(AluOp.AND, flags, EventFlags.PACKET_BYTES),
                EventFlags.PACKET_SHIFT);
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.leaveIf(Cond.SET, W64, flags, Value.of(~(EventFlags.PACKET_BYTES | EventFlags.INDEX)), done,
                Value.of(EINVAL.result()));
        if (!packetBytes.is(0)) {
            site.branchOnWholeLength(Cond.GT, packetBytes, done, Value.of(EFAULT.result()));
        }
        ownCpu(emitter.low32(flags), ring.map().maxEntries(), done);
        record(place, emitter.alu(AluOp.ADD, size, packetBytes), 0, done, to -> {
            copies.copy(DATA, to, size);
            if (!packetBytes.is(0)) {
                copies.copy(new Access(Space.PACKET, Value.ZERO, 0, Size.B1, true, 0), copies.beyond(to, size),
                        packetBytes);
            }
        });
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    /// Without a number of entries there are as many as CPUs, as libbpf has it.
    private void ownCpu(Value index, int entries, Draft done) {
        Draft own = emitter.open();
        emitter.leaveIf(Cond.EQ, W64, index, Value.of(EventFlags.CURRENT_CPU), own);
        if (entries != 0) {
            emitter.leaveIf(Cond.GE, W64, index, Value.of(Integer.toUnsignedLong(entries)), done,
                    Value.of(E2BIG.result()));
        }
        emitter.leaveIf(Cond.NE, W64, index, emitter.get(Special.CPU), done,
                Value.of((entries == 0 ? E2BIG : EOPNOTSUPP).result()));
        emitter.jump(own);
        emitter.begin(own);
    }

    /// The record is the format and what its conversions show, of a text first how many bytes; the text is made from it by the host. What the call
    /// gives, how long the text is, no program may look at.
    Value print(PrintCall call) {
        byte[] format = call.format();
        List<Value> words = new ArrayList<>();
        for (int at = 0; at < format.length; at += ByteCopies.WORD) {
            words.add(Value.of(word(format, at)));
        }
        int formatBytes = words.size() * ByteCopies.WORD;
        for (int i = 0; i < call.conversions().size(); i++) {
            words.addAll(argument(call, i));
        }
        int size = words.size() * ByteCopies.WORD;
        Draft done = emitter.open();
        record(site.layout.tracePlace(), Value.of(size), formatBytes, done, to -> copies.store(to, words, size));
        emitter.jump(done);
        emitter.begin(done);
        return Value.ZERO;
    }

    private List<Value> argument(PrintCall call, int number) {
        PrintFormat.Kind kind = call.conversions().get(number).kind();
        return switch (call) {
            case PrintCall.InRegisters registers -> {
                int register = registers.first() + number;
                if (!kind.isAddress()) { yield List.of(site.read(register)); }
                int bytes = registers.bytes().get(number);
                List<Value> words = new ArrayList<>();
                if (kind == PrintFormat.Kind.TEXT) {
                    words.add(Value.of(bytes));
                }
                words.addAll(memory.words(register, bytes, ByteCopies.WORD));
                yield words;
            }
            case PrintCall.InMemory inMemory ->
                List.of(memory.words(inMemory.register(), inMemory.bytes(), ByteCopies.WORD).get(number));
        };
    }

    private static long word(byte[] bytes, int from) {
        long word = 0;
        for (int i = from; i < Math.min(bytes.length, from + ByteCopies.WORD); i++) {
            word |= (bytes[i] & 0xffL) << Byte.SIZE * (i - from);
        }
        return word;
    }

    /// Writes a record if there is room for it; else it is counted, and it goes to `done` with -ENOSPC, if that takes
    /// anything.
    ///
    /// @param size  of its data, in bytes
    /// @param upper half of its first word
    private void record(int place, Value size, int upper, Draft done, Consumer<Access> data) {
        Placement.Ring ring = (Placement.Ring) site.layout.placement(place);
        Access start =
                new Access(Space.MAP, Value.of(Integer.toUnsignedLong(ring.address())), 0, Size.B8, true, place + 1);
        Value written = emitter.load(start.at(EventRing.WRITTEN, 8), false);
        Value taken = emitter.load(start.at(EventRing.TAKEN, 8), false);
        Value position = emitter.alu(AluOp.AND, written, ring.bytes() - 1);
        Value total = emitter.alu(AluOp.AND, emitter.alu(AluOp.ADD, size, EventRing.HEADER + 7), ~7L);
        Value room = emitter.alu(AluOp.RSUB, position, ring.bytes());
        Value skipped = emitter.choose(emitter.compare(Cond.GT, W64, total, room), room, 0);
        Value after = emitter.alu(AluOp.ADD, written, emitter.alu(AluOp.ADD, total, skipped));

        Draft full = emitter.open();
        Draft fits = emitter.open();
        emitter.leaveIf(Cond.GT, W64, emitter.alu(AluOp.SUB, after, taken), Value.of(ring.bytes()), full);
        emitter.jump(fits);
        emitter.begin(full);
        Access lost = start.at(EventRing.LOST, 8);
        emitter.store(lost, emitter.alu(AluOp.ADD, emitter.load(lost, false), 1));
        emitter.jump(done, done.parameters.isEmpty() ? new Value[0] : new Value[]{Value.of(ENOSPC.result())});

        emitter.begin(fits);
        emitter.store(copies.beyond(start.at(EventRing.DATA, 8), position), Value.of(EventRing.SKIP));
        Value at = emitter.alu(AluOp.AND, emitter.alu(AluOp.ADD, position, skipped), ring.bytes() - 1);
        Access record = copies.beyond(start.at(EventRing.DATA, 8), at);
        emitter.store(record, emitter.alu(AluOp.OR, size, (long) upper << Integer.SIZE));
        emitter.store(record.at(8, 8), emitter.get(Special.TIME));
        data.accept(record.at(EventRing.HEADER, 8));
        emitter.store(start.at(EventRing.WRITTEN, 8), after);
    }
}
