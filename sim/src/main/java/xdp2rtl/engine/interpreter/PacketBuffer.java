package xdp2rtl.engine.interpreter;

import java.util.Arrays;
import java.util.function.LongConsumer;
import xdp2rtl.elf.Bytes;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.Errno;

/// The page that holds a packet: metadata, then data, with room before and after (`struct xdp_buff` of Linux without
/// fragments). All positions are offsets in the page. Bytes around the packet read as zero once it has grown there.
final class PacketBuffer implements MemoryRegion {
    private final byte[] page = new byte[CoreConfig.FRAME_BYTES];
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
    int end() { return end; }

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
        if (moved < CoreConfig.HEADROOM_RESERVED + length || moved > end - CoreConfig.MIN_PACKET) {
            return Errno.EINVAL.result();
        }
        System.arraycopy(page, meta, page, meta + offset, length);
        meta += offset;
        data += offset;
        return 0;
    }

    /// bpf_xdp_adjust_tail: bytes that come in at the end are zero.
    long adjustTail(int offset) {
        long moved = (long) end + offset;
        if (moved > CoreConfig.FRAME_END || moved < data + CoreConfig.MIN_PACKET) { return Errno.EINVAL.result(); }
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

    /// bpf_xdp_pointer, then what is done at the address of these bytes of the packet. Both numbers are unsigned.
    long copy(int offset, int length, LongConsumer work) {
        if (offset >>> 16 != 0 || length >>> 16 != 0) { return Errno.EFAULT.result(); }
        if (offset + length > end - data) { return Errno.EINVAL.result(); }
        work.accept(AddressSpace.address(AddressSpace.PACKET, data + offset));
        return 0;
    }

    @Override public int locate(long offset, int size, boolean write) {
        if (offset < meta || offset + size > end) {
            throw new Stop("accesses %d bytes at offset %d of a packet of %d".formatted(size,
                    (int) offset - data, end - data));
        }
        return (int) offset;
    }

    @Override public byte[] bytes() {
        return page;
    }
}
