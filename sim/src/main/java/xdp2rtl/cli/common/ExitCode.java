package xdp2rtl.cli.common;

/// The exit codes of all verbs.
public final class ExitCode {
    /// Done; where something was compared, all agreed.
    public static final int AGREED = 0;
    /// Something was compared and differed, or was not found.
    public static final int MISMATCH = 1;
    /// The user's input cannot be used.
    public static final int BAD_INPUT = 2;

    private ExitCode() {}
}
