package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.Errno.EFAULT;
import static xdp2rtl.linux.Errno.EINVAL;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.verifier.StackSpan;

/// bpf_xdp_load_bytes and bpf_xdp_store_bytes (net/core/filter.c): bytes from a place in the packet to a buffer, and
/// back. All of them are in the packet, or none is copied.
final class PacketCopyLowering {
    /// bpf_xdp_pointer takes no offset and no length above this.
    private static final int MOST = 0xffff;
    private static final int OFFSET = 2;
    private static final int BUFFER = 3;
    private static final int SIZE = 4;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;
    private final ByteCopies copies;

    PacketCopyLowering(Site site, MemoryLowering memory, ByteCopies copies) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
        this.copies = copies;
    }

    Value load() {
        Value size = emitter.low32(site.read(SIZE));
        Optional<StackSpan> values = copies.promoted(BUFFER, size);
        List<Value> before = values.map(span -> memory.words(BUFFER, span.size(), ByteCopies.WORD)).orElse(List.of());
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        List<Value> after = before.stream().map(_ -> emitter.parameter(done)).toList();
        Access packet = inPacket(size, done, before);
        if (values.isPresent()) {
            emitter.jump(done, arguments(Value.ZERO, copies.words(packet, values.get().size())));
            emitter.begin(done);
            copies.scatter(values.get(), after);
        } else {
            copies.copy(packet, memory.access(BUFFER, 0, 1), size);
            emitter.jump(done, Value.ZERO);
            emitter.begin(done);
        }
        return result;
    }

    Value store() {
        Value size = emitter.low32(site.read(SIZE));
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        copies.copy(BUFFER, inPacket(size, done, List.of()), size);
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    /// The place in the packet, where all bytes are inside; elsewhere it goes to `done` with the error and `before`.
    private Access inPacket(Value size, Draft done, List<Value> before) {
        Value offset = emitter.low32(site.read(OFFSET));
        Value[] fault = arguments(Value.of(EFAULT.result()), before);
        emitter.leaveIf(Cond.GT, W64, offset, Value.of(MOST), done, fault);
        emitter.leaveIf(Cond.GT, W64, size, Value.of(MOST), done, fault);
        site.branchOnWholeLength(Cond.GT, emitter.alu(AluOp.ADD, offset, size), done,
                arguments(Value.of(EINVAL.result()), before));
        return new Access(Space.PACKET, offset, 0, Size.B1, true, 0);
    }

    private static Value[] arguments(Value result, List<Value> words) {
        return Stream.concat(Stream.of(result), words.stream()).toArray(Value[]::new);
    }
}
