package xdp2rtl.port;

/// The error numbers of Linux that helpers give to programs, negated (include/uapi/asm-generic/errno-base.h).
public final class Errno {
    public static final long NO_ENTRY = -2;
    public static final long TOO_BIG = -7;
    public static final long ACCESS = -13;
    public static final long EXISTS = -17;
    public static final long INVALID = -22;

    private Errno() {}
}
