package xdp2rtl.isa;

import java.util.List;
import java.util.Optional;

/// One row of the program memory: an operation or nothing for each lane, and whether the context must wait.
///
/// @param slots one entry per lane, lane 0 first
/// @param waits the context's next bundle issues only when its outstanding request (one in this bundle included) has
/// completed;
///              must be set on every bundle that directly precedes one that reads RESULT, makes a request or pushes arguments while
///              a request may be outstanding, touches map memory that an outstanding request may touch, or ends the program
/// @param kept  the lanes, as bits, whose operations no branch squashes; nothing is said of lane 0, which none can
public record Bundle(List<Optional<Operation>> slots, boolean waits, int kept) {
    public Bundle {
        slots = List.copyOf(slots);
        kept &= ~1;
    }

    /// Branches squash all operations in higher lanes.
    public Bundle(List<Optional<Operation>> slots, boolean waits) { this(slots, waits, 0); }

    /// Whether the operation of a lane happens whichever branch is taken.
    public boolean keeps(int lane) { return (kept >> lane & 1) != 0; }
}
