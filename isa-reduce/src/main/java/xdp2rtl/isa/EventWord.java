package xdp2rtl.isa;

/// The words of a record in the event queue ([ControlRegister#EVENT_WORDS]), by number: what Linux shows of the same
/// packet by the tracepoint `xdp:xdp_exception`, and where in the program it came to it. Words from [#count] on read as
/// 0.
public enum EventWord {
    ORIGIN("How the packet's program ended: the cause in bits 2..0, the context in bits 13..8, and in bits 27..16 the address of the "
            + "bundle that ended it, counted from PROGRAM_BASE (0 for LENGTH: no bundle ran). The other bits are 0."),
    ACTION("R0, low half: the action. 0 (XDP_ABORTED) if the cause is a fault, else what the program returned: 0, or more than 4."),
    IFINDEX("Where the packet came in."),
    LENGTH("Bytes of the packet at its end, without metadata, in bits 15..0; the other bits are 0."),
    NUMBER("The packet's number in the order of arrival, from 0 since reset, modulo 2^32; among those of its core where there are "
            + "several."),
    CYCLES_LOW("Cycles since reset when the packet was reported, as COUNT_CYCLES counts, bits 31..0."),
    CYCLES_HIGH("The same, bits 63..32.");

    private final String meaning;

    EventWord(String meaning) { this.meaning = meaning; }

    /// What it holds, for people.
    public String meaning() { return meaning; }

    /// Words that say something.
    public static int count() {
        return values().length;
    }

    /// The cause in a word [#ORIGIN].
    public static Cause cause(int origin) {
        return Cause.values()[origin & 7];
    }

    /// The context in a word [#ORIGIN].
    public static int context(int origin) {
        return origin >>> 8 & 63;
    }

    /// The address of the last bundle in a word [#ORIGIN].
    public static int address(int origin) {
        return origin >>> 16 & 0xfff;
    }
}
