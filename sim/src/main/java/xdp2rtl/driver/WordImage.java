package xdp2rtl.driver;

/// A part of a map memory that is put together before it is written.
public final class WordImage implements MapMemoryAccess {
    private final int start;
    private final long[] words;

    public WordImage(int start, int end) {
        this.start = start;
        this.words = new long[(end - start + Long.BYTES - 1) / Long.BYTES];
    }

    public int start() {
        return start;
    }

    public int end() {
        return start + words.length * Long.BYTES;
    }

    @Override public long read(int address) {
        return words[(address - start) / Long.BYTES];
    }

    @Override public void write(int address, long word) {
        words[(address - start) / Long.BYTES] = word;
    }
}
