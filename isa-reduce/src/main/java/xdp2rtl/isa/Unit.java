package xdp2rtl.isa;

/// A functional unit that a lane may have. A bundle uses each unit of each lane at most once, because a lane holds one
/// operation. Every lane computes ([AluOp], comparisons) and branches; those need no unit of their own here.
public enum Unit {
    /// Loads from the packet. As many lanes as have it, so many read ports has the packet memory.
    PACKET_LOAD,
    /// Stores to the packet; one lane only.
    PACKET_STORE,
    /// Loads from and stores to the stack; one lane only.
    STACK,
    /// Loads from and stores to map values; one lane only.
    MAP,
    /// Requests to the map unit and the divider, and their arguments; one lane only.
    REQUEST,
    /// 64-bit multiplication; one lane only.
    MULTIPLY,
    /// Sums of half words: [AluOp#FOLD], [AluOp#NFOLD].
    FOLD,
    /// Head, tail and metadata moves, reads and writes of [Special]; one lane only.
    CONTEXT
}
