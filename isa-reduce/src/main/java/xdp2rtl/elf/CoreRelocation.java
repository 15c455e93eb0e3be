package xdp2rtl.elf;

/// The instruction at byte `offset` of its section holds a fact about a type ("compile once, run
/// everywhere"): which one, `kind` says. `access` is the path to a member, such as `0:1:3`. Source: `struct
/// bpf_core_relo` of the kernel.
record CoreRelocation(long offset, int type, String access, Kind kind) {

    /// In the kernel's order (`enum bpf_core_relo_kind`).
    enum Kind {
        FIELD_BYTE_OFFSET, FIELD_BYTE_SIZE, FIELD_EXISTS, FIELD_SIGNED, FIELD_LSHIFT_U64, FIELD_RSHIFT_U64,
        TYPE_ID_LOCAL, TYPE_ID_TARGET, TYPE_EXISTS, TYPE_SIZE, ENUMVAL_EXISTS, ENUMVAL_VALUE, TYPE_MATCHES
    }
}
