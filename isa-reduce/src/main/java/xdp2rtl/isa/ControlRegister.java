package xdp2rtl.isa;

/// The registers of the control port (AXI4-Lite, 32 bits), for the hardware, the harness and drivers. All of them are
/// words; a write that does not enable all four bytes, a write to a read-only register and any access to an address
/// that is none of these changes nothing and answers SLVERR (reads as 0). A register that is an array has `count`
/// elements of 4 bytes at `offset + 4 i`.
public enum ControlRegister {
    MAGIC(0x000, Access.READ,
            "\"XDP2\" in ASCII, first letter in the most significant byte."),
    VERSION(0x004, Access.READ,
            "Version of this map and of the encoding."),
    LANES(0x008, Access.READ,
            "Lanes."),
    CONTEXTS(0x00c, Access.READ,
            "Contexts of a core."),
    REGISTERS(0x010, Access.READ,
            "Registers of a lane."),
    PROGRAM_ROWS(0x014, Access.READ,
            "Rows of the program memory."),
    MAP_BYTES(0x018, Access.READ,
            "Bytes of map memory."),
    BEAT_BYTES(0x01c, Access.READ,
            "Bytes of a beat of the streams in bits 15..0; KiB of a context's frame in bits 31..16, where they are not "
                    + "4."),

    CONTROL(0x020, Access.BOTH,
            "RUN, SEQUENTIAL, EMIT_ALL (for harnesses; not on a board); CLEAR written as 1 zeroes the map memory, reads as 0. Resets to 0. "
                    + "SEQUENTIAL is changed only while idle and before the first packet after reset."),
    STATUS(0x024, Access.READ,
            "IDLE, CLEARING."),
    PROGRAM_LENGTH(0x028, Access.BOTH,
            "Rows of the loaded program; where a frame has more than 4 KiB also FRAGMENTS. Resets to 0."),
    SLOT_LIMIT(0x02c, Access.BOTH,
            "Bundles that a packet may take. Resets to 0 (which every packet reaches)."),

    PROGRAM_ADDRESS(0x030, Access.BOTH,
            "Where the program words go: row of the program memory in bits 15..0, whatever PROGRAM_BASE says; lane in bits 18..16."),
    PROGRAM_LOW(0x034, Access.BOTH,
            "Bits 31..0 of a slot. Writes are kept until PROGRAM_HIGH, and work at any time; reads (of all three) give the slot at "
                    + "PROGRAM_ADDRESS, and answer SLVERR while the core is not idle."),
    PROGRAM_MIDDLE(0x038, Access.BOTH,
            "Bits 63..32 of a slot."),
    PROGRAM_HIGH(0x03c, Access.BOTH,
            "Bits 71..64 of a slot in bits 7..0. The write stores the slot at PROGRAM_ADDRESS."),

    MAP_ADDRESS(0x040, Access.BOTH,
            "Byte address in the map memory, a multiple of 8, physical."),
    MAP_LOW(0x044, Access.BOTH,
            "Low half of a 64-bit word. Writes are kept until MAP_HIGH; a read reads the word at MAP_ADDRESS, both halves at once."),
    MAP_HIGH(0x048, Access.BOTH,
            "High half. The write stores the word at MAP_ADDRESS; the read gives what the read of MAP_LOW left; both then add 8 to "
                    + "MAP_ADDRESS. Works at any time: the access takes the first cycle in which the map unit leaves "
                    + "its port free."),
    PROGRAM_BASE(0x04c, Access.BOTH,
            "The row of the program memory that the program's address 0 stands for: it is joined by \"or\" with every address, so it is a "
                    + "multiple of a power of two that is not below PROGRAM_LENGTH. A program is written beside the "
                    + "one that runs, and takes over with "
                    + "this register, written while the core is idle. Resets to 0."),

    FREEZE(0x050, Access.BOTH,
            "FREEZE_TIME, FREEZE_RANDOM: the special reads the value below instead of counting. Resets to 0."),
    TIME_LOW(0x054, Access.BOTH,
            "The frozen time, bits 31..0."),
    TIME_HIGH(0x058, Access.BOTH,
            "The frozen time, bits 63..32."),
    RANDOM(0x05c, Access.BOTH,
            "The frozen random number."),

    COUNT_CYCLES_LOW(0x060, Access.READ,
            "Cycles since reset, bits 31..0; the read also keeps the high half for COUNT_HIGH."),
    COUNT_HIGH(0x064, Access.READ,
            "Bits 63..32 of the count that was read last: COUNT_CYCLES_LOW, COUNT_PACKETS, COUNT_OCCUPANCY or COUNT_STALLS."),
    COUNT_PACKETS(0x068, Access.READ,
            "Packets that have come in whole, bits 31..0; the read also keeps the high half."),
    HOST_TAG(0x06c, Access.BOTH,
            "The host's own mark of what is loaded; the core does not look at it. Resets to 0."),
    CORES(0x070, Access.READ,
            "Cores."),
    CORE_SELECT(0x074, Access.BOTH,
            "Only where CORES is more than 1: a core in bits 7..0, and the bit ALL. With that bit, which is the value after reset, writes go to "
                    + "all cores (EVENT_POP to the one that is named), STATUS, the counts of packets, of occupancy and stalls, OCCUPANCY and EVENT_LOST "
                    + "are those of all cores together, "
                    + "and the rest is read from the one that is named; without it all accesses are that core's "
                    + "alone. CONTROL is written to all cores "
                    + "in any case. A write that a core refuses is answered SLVERR; others may have taken it. The "
                    + "number of a core that there is not is "
                    + "refused."),
    DISPATCH_ORDER(0x078, Access.BOTH,
            "Only where CORES is more than 1: PER_FLOW in bit 0, the rest is refused. Where packets go to the cores by flow, reports and packets "
                    + "come in the order of arrival of all packets, or with PER_FLOW of each core's only, which keeps a core that has "
                    + "fewer of them from waiting for another. Resets to 0, and stays it on a board, which counts on the order of all. "
                    + "Written while idle."),
    COUNT_ACTIONS(0x080, Access.READ, 8,
            "Packets by action 0 to 4, and by all others in element 5 (5 to 7 are one), modulo 2^32."),
    COUNT_CAUSES(0x0a0, Access.READ, 8,
            "Packets by cause (below), modulo 2^32; 6 and 7 stay 0."),

    EVENT_COUNT(0x0c0, Access.READ,
            "Records in the event queue, 0 to 32: packets that ended with XDP_ABORTED or an action above 4, oldest first."),
    EVENT_LOST(0x0c4, Access.READ,
            "Records that found the queue full and are lost, since reset, modulo 2^32."),
    EVENT_POP(0x0c8, Access.WRITE,
            "A write of any value takes the oldest record out of the queue, if there is one."),
    COUNT_OCCUPANCY(0x0d0, Access.READ,
            "Packets inside, summed up over all cycles since reset, bits 31..0; the read also keeps the high half. A packet is inside from its "
                    + "last beat until its frame is empty: so the sum divided by packets is the cycles that one is "
                    + "inside, and divided by cycles the packets that are inside, in the mean."),
    COUNT_STALLS(0x0d4, Access.READ,
            "Cycles since reset in which a beat stood at the input of the running core and was not taken, bits 31..0; the read also keeps the "
                    + "high half. The core itself loses no packet: those that find it full wait before it."),
    OCCUPANCY(0x0d8, Access.READ,
            "Packets inside: now in bits 15..0, the most at once since reset in bits 31..16."),
    EVENT_WORDS(0x0e0, Access.READ, 8,
            "The oldest record, word by word as below; 0 while the queue is empty. Reads change nothing, and the record stays until "
                    + "EVENT_POP: one reader can take all the time it needs."),

    PER_CPU_BASE(0x400, Access.WRITE, 64,
            "Where the values of each context in per-CPU maps begin: byte address in the map memory (64 elements whatever their number)."),
    DISPATCH_KEYS(0x500, Access.WRITE, Dispatch.UNITS,
            "Only where CORES is more than 1: the key, in bits 15..0, of each unit of two bytes of a packet's beginning. 0, as after reset: it "
                    + "takes no part in the hash that the packet's core is found by. Units of one key can change "
                    + "places. If none takes part, packets go to the cores in turn, which begins with core 0 behind each write. Written while idle."),
    MAP_ROOM(0x580, Access.BOTH, CoreConfig.MAP_DESCRIPTORS,
            "Only where CORES is more than 1: how many keys can still be added to the hash map of each descriptor whose entries are counted, in "
                    + "all cores together. Programs' updates count it down, deletions up. Undefined after reset. Written while idle."),
    DISPATCH_TABLE(0x600, Access.BOTH, Dispatch.ENTRIES,
            "Only where CORES is more than 1: the core of each hash, or FREE: then the core whose turn it is takes the hash with the next packet "
                    + "that has it. Other numbers are refused. Undefined after reset. Written while idle."),
    DESCRIPTORS(0x800, Access.WRITE, CoreConfig.MAP_DESCRIPTORS * 16,
            "The map descriptors (docs/machine.md): word w of number m is element `16 m + w`.");

    /// Which accesses a register answers.
    public enum Access {
        READ, WRITE, BOTH;
        public boolean reads() { return this != WRITE; }
        public boolean writes() { return this != READ; }
    }

    /// Bits of an address of the control port.
    public static final int ADDRESS_BITS = 12;
    public static final int MAGIC_VALUE = 0x58445032;
    public static final int VERSION_VALUE = 4;
    /// CONTROL: packets are accepted. Where it is cleared in the middle of a packet, the rest of that packet still is.
    public static final int RUN = 1;
    /// CONTROL: one packet at a time, in context 0.
    public static final int SEQUENTIAL = 2;
    /// CONTROL: packets leave whatever their action, except for those of wrong length.
    public static final int EMIT_ALL = 4;
    /// CONTROL: zero the map memory.
    public static final int CLEAR = 8;
    /// STATUS: no frame is in use, nothing is on its way in or out, no request is outstanding.
    public static final int IDLE = 1;
    /// STATUS: the map memory is being zeroed.
    public static final int CLEARING = 2;
    /// PROGRAM_LENGTH: the program takes packets in fragments, so all that a frame holds; else those of up to 3,520
    /// bytes.
    public static final int FRAGMENTS = 1 << 31;
    /// PROGRAM_LENGTH: the rows.
    public static final int ROWS = 0x1fff;
    public static final int FREEZE_TIME = 1;
    public static final int FREEZE_RANDOM = 2;

    /// DISPATCH_ORDER: packets of different cores may overtake each other.
    public static final int PER_FLOW = 1;
    /// CORE_SELECT: writes go to all cores, counts are their sums.
    public static final int ALL_CORES = 0x100;

    private final int offset;
    private final Access access;
    private final int count;
    private final String meaning;

    ControlRegister(int offset, Access access, String meaning) { this(offset, access, 1, meaning); }

    ControlRegister(int offset, Access access, int count, String meaning) {
        this.offset = offset;
        this.access = access;
        this.count = count;
        this.meaning = meaning;
    }

    /// Byte address of the register, or of element 0.
    public int offset() { return offset; }

    /// Byte address of an element.
    public int offset(int element) {
        if (element < 0 || element >= count) throw new IndexOutOfBoundsException(this + "[" + element + "]");
        return offset + 4 * element;
    }

    public Access access() { return access; }

    /// Elements; 1 for what is no array.
    public int count() { return count; }

    /// Whether it is there only where there are several cores.
    public boolean isOfSeveralCores() {
        return this == CORE_SELECT || this == DISPATCH_ORDER || this == DISPATCH_KEYS || this == MAP_ROOM
                || this == DISPATCH_TABLE;
    }

    /// What it holds and does, for people.
    public String meaning() { return meaning; }
}
