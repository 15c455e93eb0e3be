package xdp2rtl.report;

import java.util.Optional;

/// Why an operation stands where it does.
///
/// @param by the slot that keeps it there, if one does
public record SlotReason(Reason reason, Optional<SlotPlace> by) {
    static SlotReason of(Reason reason) {
        return new SlotReason(reason, Optional.empty());
    }

    static SlotReason of(Reason reason, int bundle, int lane) {
        return new SlotReason(reason, Optional.of(new SlotPlace(bundle, lane)));
    }
}
