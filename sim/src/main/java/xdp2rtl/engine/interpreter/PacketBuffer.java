package xdp2rtl.engine.interpreter;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import xdp2rtl.elf.Bytes;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.Errno;

/// What holds a packet: metadata, then data, with room before and after (`struct xdp_buff` of Linux): one page, and
/// behind its last byte for packets the pages of the fragments, all of them full but for the last. All positions are
/// offsets in the first page. Bytes around the packet read as zero once it has grown there.
final class PacketBuffer implements MemoryRegion {
    private final byte[] page = new byte[CoreConfig.LARGEST_FRAME];
    private int meta;
    private int data;
    private int end;

    void fill(Bytes packet) {
        Arrays.fill(page, (byte) 0);
        data = CoreConfig.HEADROOM;
        meta = data;
        end = data + packet.length();
        System.arraycopy(packet.toArray(), 0, page, data, packet.length());
    }

    int meta() { return meta; }
    int data() { return data; }

    /// data_end: the end of the packet, or of what is not in fragments.
    int dataEnd() { return Math.min(end, CoreConfig.LINEAR_END); }

    /// Bytes from data to data_end.
    int linear() { return dataEnd() - data; }

    Bytes packet() {
        return Bytes.of(Arrays.copyOfRange(page, data, end));
    }

    Bytes metadata() {
        return Bytes.of(Arrays.copyOfRange(page, meta, data));
    }

    /// bpf_xdp_adjust_head: metadata keeps its place in front of the packet.
    long adjustHead(int offset) {
        int length = data - meta;
        long moved = (long) data + offset;
        if (moved < CoreConfig.HEADROOM_RESERVED + length || moved > dataEnd() - CoreConfig.MIN_PACKET) {
            return Errno.EINVAL.result();
        }
        System.arraycopy(page, meta, page, meta + offset, length);
        meta += offset;
        data += offset;
        return 0;
    }

    /// By how much the packet can grow: behind the linear part, as far as the page of the last fragment.
    private int tailRoom() {
        if (end <= CoreConfig.LINEAR_END) { return CoreConfig.LINEAR_END - end; }
        int inLast = (end - CoreConfig.LINEAR_END) % CoreConfig.PAGE;
        return inLast == 0 ? 0 : CoreConfig.PAGE - inLast;
    }

    /// bpf_xdp_adjust_tail: bytes that come in at the end are zero.
    long adjustTail(int offset) {
        long moved = (long) end + offset;
        if (moved > end + tailRoom() || moved < data + CoreConfig.MIN_PACKET) { return Errno.EINVAL.result(); }
        if (offset > 0) {
            Arrays.fill(page, end, (int) moved, (byte) 0);
        }
        end = (int) moved;
        return 0;
    }

    /// bpf_xdp_adjust_meta: a multiple of 4 bytes that a byte can count.
    long adjustMeta(int offset) {
        long moved = (long) meta + offset;
        if (moved < CoreConfig.HEADROOM_RESERVED || moved > data) { return Errno.EINVAL.result(); }
        long length = data - moved;
        if (length % 4 != 0 || length > CoreConfig.MAX_META) { return Errno.EACCES.result(); }
        meta = (int) moved;
        return 0;
    }

    /// bpf_xdp_load_bytes: nothing where the bytes are in the packet, else the error. Both numbers are unsigned.
    long read(int offset, int length, Consumer<byte[]> work) {
        return copy(offset, length, at -> work.accept(Arrays.copyOfRange(page, at, at + length)));
    }

    /// bpf_xdp_store_bytes, likewise.
    long write(int offset, int length, Supplier<byte[]> bytes) {
        return copy(offset, length, at -> System.arraycopy(bytes.get(), 0, page, at, length));
    }

    private long copy(int offset, int length, IntConsumer work) {
        if (offset >>> 16 != 0 || length >>> 16 != 0) { return Errno.EFAULT.result(); }
        if (offset + length > end - data) { return Errno.EINVAL.result(); }
        work.accept(data + offset);
        return 0;
    }

    @Override public int locate(long offset, int size, boolean write) {
        if (offset < meta || offset + size > dataEnd()) {
            throw new Stop("accesses %d bytes at offset %d of a packet of %d".formatted(size,
                    (int) offset - data, linear()));
        }
        return (int) offset;
    }

    @Override public byte[] bytes() {
        return page;
    }
}
