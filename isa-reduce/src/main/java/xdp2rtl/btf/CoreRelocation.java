package xdp2rtl.btf;

/// The instruction at byte `offset` of its section holds a fact about a type ("compile once, run
/// everywhere"): which one, `kind` says. `access` is the path to a member, such as `0:1:3`. Source: `struct
/// bpf_core_relo` of the kernel.
public record CoreRelocation(long offset, int type, String access, Kind kind) {

    /// In the kernel's order (`enum bpf_core_relo_kind`).
    public enum Kind {
        FIELD_BYTE_OFFSET, FIELD_BYTE_SIZE, FIELD_EXISTS, FIELD_SIGNED, FIELD_LSHIFT_U64, FIELD_RSHIFT_U64,
        TYPE_ID_LOCAL, TYPE_ID_TARGET, TYPE_EXISTS, TYPE_SIZE, ENUMVAL_EXISTS, ENUMVAL_VALUE, TYPE_MATCHES;

        /// What it is about.
        enum Subject { FIELD, TYPE, ENUMERATOR }

        Subject subject() {
            return switch (this) {
                case FIELD_BYTE_OFFSET, FIELD_BYTE_SIZE, FIELD_EXISTS, FIELD_SIGNED, FIELD_LSHIFT_U64,
                        FIELD_RSHIFT_U64 ->
                    Subject.FIELD;
                case TYPE_ID_LOCAL, TYPE_ID_TARGET, TYPE_EXISTS, TYPE_SIZE, TYPE_MATCHES -> Subject.TYPE;
                case ENUMVAL_EXISTS, ENUMVAL_VALUE -> Subject.ENUMERATOR;
            };
        }
    }

    /// For messages.
    @Override public String toString() {
        return "CO-RE relocation %s (type %d, path %s)".formatted(kind, type, access);
    }
}
