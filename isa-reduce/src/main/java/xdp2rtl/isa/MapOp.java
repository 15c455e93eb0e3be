package xdp2rtl.isa;

/// What the map unit does to a hash map (kernel/bpf/hashtab.c).
public enum MapOp {
    /// RESULT = address of the value, or 0.
    LOOKUP,
    /// RESULT = 0 or a negative error number; flags are in the immediate (0 any, 1 no-exist, 2 exist).
    UPDATE,
    /// RESULT = 0 or -ENOENT.
    DELETE
}
