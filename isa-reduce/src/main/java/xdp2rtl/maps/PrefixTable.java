package xdp2rtl.maps;

/// Where a table of prefixes lies in a map memory, and what its words mean: for the longest prefix of a key without
/// units of the hardware.
///
/// Prefixes contain each other or are disjoint. So their ends cut the keys into at most 2 n + 1 ranges, in each of
/// which one prefix is the longest of those that contain it, or none does. Nodes lead by a byte of the key each to
/// fewer of the ranges, and a binary search among their first keys to one. A search takes at most log2(2 n + 1) loads
/// of ranges and one load for each of the key's first 8 bytes, whatever the prefixes are. The parts, ascending:
/// * Root, 16 bytes. Word 0 refers to all ranges. Word 1: the number of ranges (low half), the number of the copy that
///   is in use (high half). Both are 0 before the table is filled.
/// * Two copies of ranges and nodes, so that a host can write one while packets use the other.
/// * Elements, one a prefix, in any order. Word 0: the value address of the next shorter prefix that contains this one,
///   or 0 (low half); this one's length in bits plus one, 0 if the element is not in use (high half). Then the value,
///   whose address stands for the element, then all bytes of the prefix's key, each filled up to whole words.
///
/// Ranges are in the order of their first keys: the key's bytes, the first one in the highest byte of the first word;
/// in the low half of the last word the value address of the range's longest prefix, or 0. The first range begins with
/// key 0. A node is 256 words, by the value of the byte, each of which refers to the ranges of such keys. Words that
/// refer to ranges: the address of the first one (low half) and how many there are, at least 1 (high half); or the
/// address of a node for the next byte, and 0. If the table has nodes the root refers to one.
///
/// @param root       address, a multiple of 16
/// @param keyBytes   bytes of a key without its length
/// @param valueBytes bytes of a value
/// @param capacity   prefixes at most
public record PrefixTable(int root, int keyBytes, int valueBytes, int capacity) {
    /// Bytes of a node.
    public static final int NODE_BYTES = 256 * Long.BYTES;
    /// Bytes of a key by which nodes can lead, one after the other.
    private static final int MOST_LEVELS = Long.BYTES;
    private static final int COPIES = 2;
    private static final int WORD = Long.BYTES;
    private static final int ROOT_BYTES = 16;
    /// With fewer prefixes a search is short enough.
    private static final int LEAST_FOR_NODES = 32;
    private static final int PREFIXES_PER_NODE = 128;

    /// The length of a whole key, in bits.
    public int keyBits() { return Byte.SIZE * keyBytes; }

    /// Words of a range that hold its first key; in the last one the value address may stand too.
    public int keyWords() { return Math.ceilDiv(keyBytes, WORD); }

    /// Whether the last word of a key has room for the value address.
    public boolean sharesLastWord() { return WORD * keyWords() == rangeStride(); }

    /// Nodes that there can be.
    public int nodes() {
        int wanted = capacity < LEAST_FOR_NODES ? 0 : Math.max(1, capacity / PREFIXES_PER_NODE);
        return levels() == 1 ? Math.min(wanted, 1) : wanted;
    }

    /// Nodes that there can be on a way from the root.
    public int levels() { return Math.min(keyBytes, MOST_LEVELS); }

    /// Ranges that there can be.
    public int ranges() { return 2 * capacity + 1; }

    /// Address of a range.
    /// @param copy 0 or 1
    public int range(int copy, int number) { return root + ROOT_BYTES + copy * copyBytes() + number * rangeStride(); }

    /// Bytes from range to range.
    public int rangeStride() { return words(keyBytes + Integer.BYTES); }

    /// Address of a node.
    /// @param copy 0 or 1
    public int node(int copy, int number) { return range(copy, ranges()) + number * NODE_BYTES; }

    /// Address of an element's word 0.
    public int element(int number) { return root + ROOT_BYTES + COPIES * copyBytes() + elementStride() * number; }

    /// Bytes from element to element.
    public int elementStride() { return WORD + words(valueBytes) + words(keyBytes); }

    /// Address behind the table.
    public int end() { return element(capacity); }

    private int copyBytes() { return rangeStride() * ranges() + NODE_BYTES * nodes(); }

    /// Bytes of a table of any size, so that it can be said that it is too large.
    static long bytes(int keyBytes, int valueBytes, int capacity) {
        var table = new PrefixTable(0, keyBytes, valueBytes, capacity);
        return ROOT_BYTES + COPIES * (table.rangeStride() * (2L * capacity + 1) + (long) NODE_BYTES * table.nodes())
                + (long) table.elementStride() * capacity;
    }

    private static int words(int bytes) { return Math.ceilDiv(bytes, WORD) * WORD; }
}
