package xdp2rtl.linux;

/// What a helper does besides its result.
public enum HelperEffect {
    NOTHING,
    /// Entries of the map in R1 come, go or change.
    CHANGES_MAP,
    /// Names where the packet goes (`struct bpf_redirect_info`, include/linux/filter.h).
    REDIRECTS,
    /// Goes on with another program, and comes back only if there is none (`bpf_tail_call`, kernel/bpf/core.c).
    CALLS_PROGRAM,
    /// Calls a function of the program, again and again.
    CALLS_FUNCTION,
    /// Leaves a record for the host in the map in R2, or in the log.
    EMITS,
    /// Waits until nobody else holds the lock in R1, and holds it.
    LOCKS,
    /// Gives the lock in R1 back.
    UNLOCKS,
    /// The packet's borders move; pointers into it hold no more (`bpf_helper_changes_pkt_data`, net/core/filter.c).
    MOVES_PACKET
}
