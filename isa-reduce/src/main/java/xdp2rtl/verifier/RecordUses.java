package xdp2rtl.verifier;

import static xdp2rtl.ebpf.Registers.FIRST_ARGUMENT;

import java.util.Map;
import xdp2rtl.cfg.Node;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.maps.SharedRing;

/// Memory that programs reserve for records in a ring: it is given away once on every path, and not touched behind that
/// (`acquire_reference`, `release_reference` and `check_reference_leak` of Linux, kernel/bpf/verifier.c).
final class RecordUses {
    private static final int SIZE = FIRST_ARGUMENT + 1;
    private static final String LINUX_TOO = "Linux refuses that too";

    private final Refusal refusal;

    RecordUses(Refusal refusal) { this.refusal = refusal; }

    /// What a call that reserves memory gives. The map and the size have been checked.
    Type reserve(State state, Node node) {
        long name = Transfer.name(node);
        if (state.reserved().containsKey(name)) {
            throw refusal.of(node, "may reserve a record while one from an earlier turn is still reserved",
                    "such records are told apart by the call that reserves them",
                    "Call bpf_ringbuf_submit() or bpf_ringbuf_discard() in the same turn");
        }
        int map = ((Type.Map) state.type(node.frame(), FIRST_ARGUMENT)).map();
        return new Type.Record(map, (int) refusal.number(state, node, SIZE).low(), name, Range.of(0), true);
    }

    /// The size of a record that is to be reserved.
    void size(State state, Node node, int register) {
        Range size = refusal.number(state, node, register);
        if (!size.isConstant() || size.low() < 0) {
            throw refusal.of(node, "reserves an unknown number of bytes", LINUX_TOO,
                    "Give a constant, or use bpf_ringbuf_output()");
        }
        fits(state, node, size);
    }

    /// A record that is copied has as many bytes as R3 says.
    void output(State state, Node node) { fits(state, node, refusal.number(state, node, SIZE + 1)); }

    /// A size that no ring of that length has room for is an answer of its own.
    private void fits(State state, Node node, Range size) {
        MapSpec map = refusal.map(refusal.places(state.type(node.frame(), FIRST_ARGUMENT)).getFirst());
        if (size.high() > SharedRing.LONGEST && SharedRing.canHold(map.maxEntries(), size.low())) {
            throw refusal.of(node, "makes a record of more than %,d bytes".formatted(SharedRing.LONGEST),
                    "a record lies in one piece in the map memory", "Make it shorter, or several of it");
        }
    }

    /// The pointer that a call has given, which may not be null.
    void whole(State state, Node node, int register) {
        if (!(refusal.use(state, node, register) instanceof Type.Record record)) {
            throw refusal.of(node, "needs what bpf_ringbuf_reserve() gave in r" + register);
        }
        if (record.nullable()) {
            throw refusal.of(node, "is given a record that may be null", "the ring may be full",
                    "Compare the pointer with NULL first");
        }
        if (!record.offset().isConstant(0)) {
            throw refusal.of(node, "is given another place in a record than its first byte", LINUX_TOO, "");
        }
    }

    /// Gives the record in R1 away.
    void end(State state, Node node) {
        state.release(((Type.Record) state.type(node.frame(), FIRST_ARGUMENT)).name(),
                new Type.Unset("points into a record that the program has given away"));
    }

    void touch(Node node, Type.Record record, int offset, int bytes) {
        if (record.nullable()) {
            throw refusal.of(node, "touches a record that may be null", "the ring may be full",
                    "Compare the pointer with NULL first");
        }
        if (record.offset().high() + offset < 0 || record.offset().low() + offset + bytes > record.size()) {
            throw refusal.of(node, "touches %d bytes at %d of a record".formatted(bytes,
                    record.offset().low() + offset), "it has %,d bytes".formatted(record.size()), "");
        }
    }

    /// Where none may be left.
    void refuseOpen(State state, Node node, String what) {
        for (Map.Entry<Long, Integer> open : state.reserved().entrySet()) {
            var error = refusal.of(node, what + " while a record may be reserved", LINUX_TOO,
                    "Call bpf_ringbuf_submit() or bpf_ringbuf_discard() on every path");
            throw open.getValue() == Type.Unset.NOWHERE ? error : new PathsDisagree(open.getValue(), error);
        }
    }
}
