package xdp2rtl.maps;

/// A context's ring of records for the host in its per-CPU map memory, 16-byte aligned.
///
/// Word 0 counts the bytes that the program has written, word 1 those that the host has taken, word 2 the records that
/// found no room. From [#DATA] on lie as many bytes as the ring has; byte n of all that was ever written is at n modulo
/// these. A record is a word with the length of its data (low half; the upper half is the kind's own), a word with the
/// nanoseconds, its data, and what fills it up to 8 bytes. No record lies across the end: in front of one that would, a
/// word [#SKIP] says that it follows at the start. The program writes the count last.
public final class EventRing {
    public static final int WRITTEN = 0;
    public static final int TAKEN = 8;
    public static final int LOST = 16;
    public static final int DATA = 32;
    /// Of records of maps, and of what is printed; powers of two.
    public static final int RECORDS = 8192;
    public static final int TEXTS = 2048;

    /// Words in front of a record's data.
    public static final int HEADER = 16;
    public static final long SKIP = -1;

    private EventRing() {}

    /// All that a ring takes of the memory.
    public static int size(int bytes) { return DATA + bytes; }

    /// The longest record, its header included; two of them leave room for what lies between them and the end.
    public static int longest(int bytes) { return bytes / 2; }
}
