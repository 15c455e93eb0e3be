package xdp2rtl.maps;

/// A QUEUE or STACK in the map memory, 16-byte aligned: a word that is 1 while somebody changes it, a word with the
/// place of the oldest value, a word with how many there are, and from [#DATA] on as many places as the map has
/// entries, used in turn (kernel/bpf/queue_stack_maps.c).
public final class ValueLine {
    public static final int LOCK = 0;
    public static final int OLDEST = 8;
    public static final int COUNT = 16;
    public static final int DATA = 32;

    private ValueLine() {}

    /// All that it takes of the memory.
    /// @param stride bytes from a place to the next
    public static long size(int stride, int entries) { return DATA + (long) stride * entries; }
}
