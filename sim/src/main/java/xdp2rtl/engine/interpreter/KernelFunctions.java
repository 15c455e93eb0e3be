package xdp2rtl.engine.interpreter;

import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.Kfunc;

/// The kernel's functions, with its results. An `int` is 32 bits of R0, and the others are 0. Sources:
/// kernel/bpf/bpf_iter.c, kernel/bpf/helpers.c, net/core/filter.c and net/core/xdp.c of Linux 6.18.
final class KernelFunctions {
    /// BPF_MAX_LOOPS.
    private static final long MOST_TURNS = 8 * 1024 * 1024;
    /// `struct bpf_iter_num_kern`: two numbers of 32 bits.
    private static final int CURRENT = 0;
    private static final int END = 4;

    private final AddressSpace memory;
    private final Dynptrs dynptrs;

    KernelFunctions(AddressSpace memory, PacketBuffer packet) {
        this.memory = memory;
        this.dynptrs = new Dynptrs(memory, packet);
    }

    /// R0, from R1 to R5.
    long call(Kfunc function, long[] r) {
        return switch (function) {
            case ITER_NUM_NEW -> begin(r[1], (int) r[2], (int) r[3]);
            case ITER_NUM_NEXT -> next(r[1]);
            case ITER_NUM_DESTROY -> {
                set(r[1], 0, 0);
                yield 0;
            }
            case RCU_READ_LOCK, RCU_READ_UNLOCK, PREEMPT_DISABLE, PREEMPT_ENABLE -> 0;
            case DYNPTR_FROM_XDP -> Integer.toUnsignedLong(dynptrs.make(r[1], r[2], r[3]));
            case DYNPTR_SIZE ->
                dynptrs.isNull(r[1]) ? Integer.toUnsignedLong(Errno.EINVAL.result()) : dynptrs.size(r[1]);
            case DYNPTR_IS_NULL -> dynptrs.isNull(r[1]) ? 1 : 0;
            case DYNPTR_IS_RDONLY -> 0;
            case DYNPTR_ADJUST -> Integer.toUnsignedLong(dynptrs.adjust(r[1], r[2], r[3]));
            case DYNPTR_CLONE -> Integer.toUnsignedLong(dynptrs.copy(r[1], r[2]));
            case DYNPTR_COPY -> Integer.toUnsignedLong(dynptrs.move(r[1], r[2], r[3], r[4], r[5]));
            case DYNPTR_MEMSET -> Integer.toUnsignedLong(dynptrs.fill(r[1], r[2], r[3], (byte) r[4]));
            case DYNPTR_SLICE, DYNPTR_SLICE_RDWR -> dynptrs.slice(r[1], r[2], r[4]);
            case XDP_METADATA_RX_TIMESTAMP, XDP_METADATA_RX_HASH, XDP_METADATA_RX_VLAN_TAG ->
                Integer.toUnsignedLong(Errno.EOPNOTSUPP.result());
        };
    }

    private long begin(long iterator, int start, int end) {
        Errno error = start > end ? Errno.EINVAL : Errno.E2BIG;
        if (start > end || (long) end - start > MOST_TURNS) {
            set(iterator, 0, 0);
            return Integer.toUnsignedLong(error.result());
        }
        set(iterator, start - 1, end);
        return 0;
    }

    private long next(long iterator) {
        int current = (int) memory.load(iterator + CURRENT, AccessSize.W) + 1;
        if (current >= (int) memory.load(iterator + END, AccessSize.W)) {
            set(iterator, 0, 0);
            return 0;
        }
        memory.store(iterator + CURRENT, AccessSize.W, current);
        return iterator + CURRENT;
    }

    private void set(long iterator, int current, int end) {
        memory.store(iterator + CURRENT, AccessSize.W, current);
        memory.store(iterator + END, AccessSize.W, end);
    }
}
