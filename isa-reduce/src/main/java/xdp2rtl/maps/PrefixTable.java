package xdp2rtl.maps;

/// Where a table of prefixes lies in a map memory, and what its words mean: for the longest prefix of a key without units
/// of the hardware.
///
/// Prefixes contain each other or are disjoint. So their ends cut the keys into at most 2 n + 1 ranges, in each of which one
/// prefix is the longest of those that contain it, or none does. A search among the ranges' first keys takes
/// log2(2 n + 1) + 1 loads for keys of up to 4 bytes, whatever the prefixes are. The parts, ascending:
/// * Root, 16 bytes. Let p be the largest power of two that is not above the number of ranges. Word 0: the address of the
///   upper window, which is the last p ranges (low half), and half the bytes of a window, 0 if p = 1 (high half). The lower
///   window is the first p ranges. Word 1: the number of ranges. Both are 0 before the table is filled.
/// * Ranges, in the order of their first keys: the key's bytes, the first one in the highest byte of the first word; in the
///   low half of the last word the value address of the range's longest prefix, or 0. The first range begins with key 0.
/// * Elements, one a prefix, in any order. Word 0: the value address of the next shorter prefix that contains this one, or 0
///   (low half); this one's length in bits plus one, 0 if the element is not in use (high half). Then the value, whose
///   address stands for the element, then all bytes of the prefix's key, each filled up to whole words.
///
/// @param root       address, a multiple of 16
/// @param keyBytes   bytes of a key without its length
/// @param valueBytes bytes of a value
/// @param capacity   prefixes at most
public record PrefixTable(int root, int keyBytes, int valueBytes, int capacity) {
    private static final int WORD = Long.BYTES;
    private static final int ROOT_BYTES = 16;

    /// The length of a whole key, in bits.
    public int keyBits() { return Byte.SIZE * keyBytes; }

    /// Words of a range that hold its first key; in the last one the value address may stand too.
    public int keyWords() { return Math.ceilDiv(keyBytes, WORD); }

    /// Whether the last word of a key has room for the value address.
    public boolean sharesLastWord() { return WORD * keyWords() == rangeStride(); }

    /// Address of the first range.
    public int firstRange() { return root + ROOT_BYTES; }

    /// Bytes from range to range.
    public int rangeStride() { return words(keyBytes + Integer.BYTES); }

    /// Address behind the last range that there can be.
    public int rangeLimit() { return firstRange() + rangeStride() * ranges(capacity); }

    /// Address of an element's word 0.
    public int element(int number) { return rangeLimit() + elementStride() * number; }

    /// Bytes from element to element.
    public int elementStride() { return WORD + words(valueBytes) + words(keyBytes); }

    /// Address behind the table.
    public int end() { return element(capacity); }

    /// Bytes of a table of any size, so that it can be said that it is too large.
    static long bytes(int keyBytes, int valueBytes, int capacity) {
        var one = new PrefixTable(0, keyBytes, valueBytes, 1);
        return ROOT_BYTES + one.rangeStride() * (2L * capacity + 1) + (long) one.elementStride() * capacity;
    }

    private static int ranges(int prefixes) { return 2 * prefixes + 1; }

    private static int words(int bytes) { return Math.ceilDiv(bytes, WORD) * WORD; }
}
