package xdp2rtl.reduce.rules;

/// What is known of a condition at one place of a program.
public enum Truth {
    TRUE, FALSE,
    /// Some values fulfil it, others do not.
    UNKNOWN;

    public static Truth of(boolean holds) { return holds ? TRUE : FALSE; }

    /// TRUE if it must hold, FALSE if it cannot.
    public static Truth of(boolean must, boolean cannot) { return must ? TRUE : cannot ? FALSE : UNKNOWN; }

    /// What is known of the opposite condition.
    public Truth negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    public boolean isKnown() { return this != UNKNOWN; }
}
