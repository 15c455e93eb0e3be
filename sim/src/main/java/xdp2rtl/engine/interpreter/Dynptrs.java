package xdp2rtl.engine.interpreter;

import java.util.Arrays;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.linux.Errno;

/// Dynptrs of packets, on the program's stack: `struct bpf_dynptr_kern` with the context's address for the packet's, or
/// 0. Source: kernel/bpf/helpers.c of Linux 6.18. Offsets and lengths are numbers of 32 bits there.
public final class Dynptrs {
    private static final int SIZE = 8;
    private static final int OFFSET = 12;
    private static final long U32 = 0xffff_ffffL;

    private final AddressSpace memory;
    private final PacketBuffer packet;

    Dynptrs(AddressSpace memory, PacketBuffer packet) {
        this.memory = memory;
        this.packet = packet;
    }

    int make(long context, long flags, long dynptr) {
        set(dynptr, flags == 0 ? context : 0, flags == 0 ? packet.packet().length() : 0, 0);
        return flags == 0 ? 0 : Errno.EINVAL.result();
    }

    boolean isNull(long dynptr) {
        return memory.load(dynptr, AccessSize.DW) == 0;
    }

    long size(long dynptr) {
        return memory.load(dynptr + SIZE, AccessSize.W);
    }

    int adjust(long dynptr, long start, long end) {
        if (isNull(dynptr) || (start & U32) > (end & U32)) { return Errno.EINVAL.result(); }
        if ((end & U32) > size(dynptr)) { return Errno.ERANGE.result(); }
        set(dynptr, memory.load(dynptr, AccessSize.DW), (end & U32) - (start & U32), offset(dynptr) + (start & U32));
        return 0;
    }

    int copy(long dynptr, long to) {
        set(to, memory.load(dynptr, AccessSize.DW), size(dynptr), offset(dynptr));
        return isNull(dynptr) ? Errno.EINVAL.result() : 0;
    }

    /// A packet is in one piece, so that no buffer is needed.
    long slice(long dynptr, long offset, long length) {
        return isNull(dynptr) || !isInside(dynptr, offset & U32, length & U32) ? 0
                : AddressSpace.address(AddressSpace.PACKET, packet.data()) + offset(dynptr) + (offset & U32);
    }

    long read(long to, long length, long dynptr, long offset, long flags) {
        if (isNull(dynptr) || flags != 0) { return Errno.EINVAL.result(); }
        if (!isInside(dynptr, offset & U32, length & U32)) { return Errno.E2BIG.result(); }
        return packet.read((int) (offset(dynptr) + (offset & U32)), (int) length, bytes -> memory.write(to, bytes));
    }

    long write(long dynptr, long offset, long from, long length, long flags) {
        if (isNull(dynptr)) { return Errno.EINVAL.result(); }
        if (!isInside(dynptr, offset & U32, length & U32)) { return Errno.E2BIG.result(); }
        if (flags != 0) { return Errno.EINVAL.result(); }
        return packet.write((int) (offset(dynptr) + (offset & U32)), (int) length,
                () -> memory.read(from, (int) length));
    }

    /// `bpf_dynptr_copy`. All of a packet is in one piece here, so both slices are there if they are inside.
    int move(long target, long to, long source, long from, long length) {
        boolean hasSource = !isNull(source) && isInside(source, from & U32, length & U32);
        boolean hasTarget = !isNull(target) && isInside(target, to & U32, length & U32);
        if (hasSource != hasTarget) {
            return isNull(hasSource ? target : source) ? Errno.EINVAL.result() : Errno.E2BIG.result();
        }
        if (!hasSource) {
            return isInside(target, to & U32, length & U32) && isInside(source, from & U32, length & U32) ? 0
                    : Errno.E2BIG.result();
        }
        int bytes = (int) length;
        packet.read((int) (offset(source) + (from & U32)), bytes,
                moved -> packet.write((int) (offset(target) + (to & U32)), bytes, () -> moved));
        return 0;
    }

    /// `bpf_dynptr_memset`. A null dynptr has no bytes.
    int fill(long dynptr, long offset, long length, byte value) {
        if (!isInside(dynptr, offset & U32, length & U32)) { return Errno.E2BIG.result(); }
        if (!isNull(dynptr)) {
            var bytes = new byte[(int) length];
            Arrays.fill(bytes, value);
            packet.write((int) (offset(dynptr) + (offset & U32)), bytes.length, () -> bytes);
        }
        return 0;
    }

    private boolean isInside(long dynptr, long offset, long length) {
        return length <= size(dynptr) && offset <= size(dynptr) - length;
    }

    private long offset(long dynptr) {
        return offset(memory, dynptr);
    }

    /// Where the bytes begin that a dynptr is of, in the packet.
    public static int offset(AddressSpace memory, long dynptr) {
        return (int) memory.load(dynptr + OFFSET, AccessSize.W);
    }

    private void set(long dynptr, long of, long size, long offset) {
        memory.store(dynptr, AccessSize.DW, of);
        memory.store(dynptr + SIZE, AccessSize.W, size);
        memory.store(dynptr + OFFSET, AccessSize.W, offset);
    }
}
