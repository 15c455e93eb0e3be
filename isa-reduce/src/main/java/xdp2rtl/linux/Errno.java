package xdp2rtl.linux;

/// Error numbers of Linux (include/uapi/asm-generic/errno-base.h and errno.h).
public enum Errno {
    EPERM(1), ENOENT(2), E2BIG(7), EAGAIN(11), EACCES(13), EFAULT(14), EEXIST(17), ENODEV(19), EINVAL(22), ENOSPC(28),
    ERANGE(34),
    ENOSYS(38), EOPNOTSUPP(95), EAFNOSUPPORT(97);

    private final int number;

    Errno(int number) { this.number = number; }

    /// The positive number, as errno holds it.
    public int number() { return number; }

    /// What a helper returns: the number negated.
    public int result() { return -number; }
}
