package xdp2rtl.maps;

/// A ring of records for the host that all contexts share (BPF_MAP_TYPE_RINGBUF), in the map memory, 16-byte aligned.
///
/// Word 0 counts the bytes that programs have reserved, word 1 those that the host has taken, word 2 the records that
/// found no room. From [#DATA] on lie as many bytes as the ring has; the record at byte n of all that was ever reserved
/// begins at n modulo these. A record is a header of 8 bytes, its data, and what fills it up to 8 bytes
/// (`BPF_RINGBUF_HDR_SZ`, kernel/bpf/ringbuf.c), in one piece: what begins in front of the end goes on behind it, where
/// there is room for the longest record, and those bytes at the ring's start stay unused for that round.
///
/// The low half of a header is 0 while its program writes, then the length of the data with [#DONE], and with
/// [#DISCARDED] if nobody is to see it. The host puts zeroes in the place of all that it takes, so that memory of a new
/// record holds zeroes.
public final class SharedRing {
    public static final int RESERVED = 0;
    public static final int TAKEN = 8;
    public static final int LOST = 16;
    public static final int DATA = 32;

    /// Bytes in front of a record's data.
    public static final int HEADER = 8;
    public static final int DONE = 1 << 31;
    public static final int DISCARDED = 1 << 30;
    /// The longest data that fits any ring; programs that reserve more are refused.
    public static final int LONGEST = 4096;

    private SharedRing() {}

    /// Bytes that a record takes.
    public static long total(long length) { return length + HEADER + 7 & ~7L; }

    /// Whether a ring has room for such a record when it is empty (`bpf_ringbuf_has_space`).
    public static boolean canHold(int bytes, long length) { return total(length) < bytes; }

    /// All that a ring takes of the memory.
    public static long size(long bytes) { return DATA + bytes + HEADER + LONGEST; }
}
