package xdp2rtl.isa;

/// The helpers that move the borders of a packet (net/core/filter.c: bpf_xdp_adjust_head, _tail, _meta, for a buffer
/// without fragments). The result is 0, or a negative error number and nothing is moved. Bytes are never moved or
/// cleared by the operation: clearing a grown tail and moving metadata along with the head are the compiler's work.
public enum AdjustOp { HEAD, TAIL, META }
