package xdp2rtl.ebpf;

/// What an arithmetic instruction computes: `dst = dst OP source`, except that the moves ignore `dst` and NEG
/// has no source. Division by zero gives 0, modulo by zero leaves `dst`; shifts use the low 5 or 6 bits of
/// their count. Source: RFC 9669, section 4.1, tables 5 and 6. Byte swaps are [Instruction.ByteSwap].
public enum AluOperation {
    ADD(0x00, 0, "+="),
    SUB(0x10, 0, "-="),
    MUL(0x20, 0, "*="),
    DIV(0x30, 0, "/="),
    SDIV(0x30, 1, "s/="),
    OR(0x40, 0, "|="),
    AND(0x50, 0, "&="),
    LSH(0x60, 0, "<<="),
    RSH(0x70, 0, ">>="),
    NEG(0x80, 0, "-"),
    MOD(0x90, 0, "%="),
    SMOD(0x90, 1, "s%="),
    XOR(0xa0, 0, "^="),
    MOV(0xb0, 0, "="),
    /// Moves the low 8 bits, sign-extended to the operation's width.
    MOVSX8(0xb0, 8, "(s8)"),
    /// Moves the low 16 bits, sign-extended to the operation's width.
    MOVSX16(0xb0, 16, "(s16)"),
    /// Moves the low 32 bits, sign-extended to 64; there is no 32-bit form.
    MOVSX32(0xb0, 32, "(s32)"),
    ARSH(0xc0, 0, "s>>=");

    private final int code;
    private final int offset;
    private final String symbol;

    AluOperation(int code, int offset, String symbol) {
        this.code = code;
        this.offset = offset;
        this.symbol = symbol;
    }

    public boolean isSignExtendingMove() { return code == MOV.code && offset != 0; }

    /// The operation field, in place inside the opcode.
    int code() {
        return code;
    }

    /// What the instruction's offset field holds: it tells the signed forms and the widths of moves apart.
    int offset() {
        return offset;
    }

    String symbol() {
        return symbol;
    }
}
