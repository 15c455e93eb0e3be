package xdp2rtl.ebpf;

/// The eleven registers, by number: R0 result, R1 to R5 arguments, R6 to R9 kept across calls, R10 the frame
/// pointer. Source: RFC 9669, section 3.
public final class Registers {
    public static final int COUNT = 11;
    public static final int RESULT = 0;
    public static final int FIRST_ARGUMENT = 1;
    public static final int LAST_ARGUMENT = 5;
    public static final int FIRST_KEPT = 6;
    public static final int LAST_KEPT = 9;

    /// Points one byte past the top of the stack frame; no instruction may write it.
    public static final int FRAME_POINTER = 10;

    private Registers() {}

    static void requireReadable(int register) {
        if (register < 0 || register >= COUNT) { throw new IllegalArgumentException("no register r" + register); }
    }

    static void requireWritable(int register) {
        if (register < 0 || register >= FRAME_POINTER) {
            throw new IllegalArgumentException("r" + register + " cannot be written");
        }
    }
}
