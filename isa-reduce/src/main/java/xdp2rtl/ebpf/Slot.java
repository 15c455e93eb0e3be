package xdp2rtl.ebpf;

/// The fields of one instruction as they stand in memory, not yet known to mean anything (RFC 9669, section
/// 3.1).
///
/// Eight bytes, little-endian: opcode, source and destination register (4 bits each), offset (16 bits,
/// signed), immediate (32 bits, signed). `next` is the immediate of the second half of a two-slot
/// instruction, else 0.
record Slot(int opcode, int dst, int src, int offset, int imm, int next) {
    static final int BYTES = 8;
    static final int LOAD_IMMEDIATE = 0x18;

    /// How many slots the opcode takes.
    int slots() {
        return opcode == LOAD_IMMEDIATE ? 2 : 1;
    }

    int field(Field field) {
        return switch (field) {
            case DST -> dst;
            case SRC -> src;
            case OFFSET -> offset;
            case IMM -> imm;
            case NEXT -> next;
        };
    }

    /// The fields beside the opcode, in the order in which they are checked.
    enum Field {
        DST("destination register"), SRC("source register"), OFFSET("offset"), IMM("immediate"),
        NEXT("second immediate");

        private final String text;

        Field(String text) {
            this.text = text;
        }

        @Override public String toString() {
            return text;
        }
    }
}
