package xdp2rtl.diagnostic;

/// Something the user gave cannot be used. It reaches the user as one message and exit code 2, never as a stack trace.
///
/// The message has four parts, joined as `where: what; why. remedy`: where it is (file, section, instruction, C line),
/// what is wrong, why that matters, and what to do about it. `why` and `remedy` may be empty.
public final class InputError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String where;
    private final String what;
    private final String why;
    private final String remedy;

    public InputError(String where, String what, String why, String remedy) {
        super(where + ": " + what + (why.isEmpty() ? "" : "; " + why) + (remedy.isEmpty() ? "" : ". " + remedy));
        this.where = where;
        this.what = what;
        this.why = why;
        this.remedy = remedy;
    }

    public InputError(String where, String what) {
        this(where, what, "", "");
    }

    /// The same problem, seen from further out: `outer` is put before this error's own place.
    public InputError within(String outer) {
        return new InputError(where.isEmpty() ? outer : outer + ": " + where, what, why, remedy);
    }

    public String where() { return where; }
    public String what() { return what; }
    public String why() { return why; }
    public String remedy() { return remedy; }
}
