package xdp2rtl.graph;

import java.util.Arrays;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.Errno;

/// The packet of a [GraphRunner] run: a frame buffer with borders that move as net/core/filter.c moves them.
public final class RunPacket {

    private final byte[] frame = new byte[CoreConfig.PAGE];
    private int data = CoreConfig.HEADROOM;
    private int end;
    private int meta;

    public RunPacket(byte[] packet) {
        System.arraycopy(packet, 0, frame, data, packet.length);
        end = data + packet.length;
        // The headroom is zero; behind the packet lies what an earlier one left there.
        Arrays.fill(frame, end, frame.length, (byte) 0xa5);
    }

    public int length() { return end - data; }

    public int metaLength() { return meta; }

    public byte[] bytes() { return Arrays.copyOfRange(frame, data, end); }

    public byte[] metaBytes() { return Arrays.copyOfRange(frame, data - meta, data); }

    /// Address 0 is the first byte of the packet.
    boolean holds(long address, int bytes) {
        return address >= -meta && address + bytes <= length();
    }

    byte[] frame() { return frame; }

    int place(long address) { return data + (int) address; }

    long adjust(AdjustOp op, int delta) {
        long moved = (long) delta;
        return switch (op) {
            case HEAD -> {
                long head = data + moved;
                if (head < CoreConfig.HEADROOM_RESERVED + meta || head > end - CoreConfig.MIN_PACKET) {
                    yield Errno.EINVAL.result();
                }
                data = (int) head;
                yield 0;
            }
            case TAIL -> {
                long tail = end + moved;
                if (tail > CoreConfig.LINEAR_END || tail < data + CoreConfig.MIN_PACKET) {
                    yield Errno.EINVAL.result();
                }
                end = (int) tail;
                yield 0;
            }
            case META -> {
                long start = data - meta + moved;
                if (start < CoreConfig.HEADROOM_RESERVED || start > data) {
                    yield Errno.EINVAL.result();
                }
                long length = data - start;
                if (length % 4 != 0 || length > CoreConfig.MAX_META) {
                    yield Errno.EACCES.result();
                }
                meta = (int) length;
                yield 0;
            }
        };
    }
}
