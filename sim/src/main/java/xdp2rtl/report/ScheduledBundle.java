package xdp2rtl.report;

import java.util.List;
import java.util.Optional;
import xdp2rtl.elf.CLine;
import xdp2rtl.isa.Operation;

/// A bundle of the schedule.
///
/// @param entry  whether a region begins here
/// @param waits  whether its packet waits behind it until the map unit or the divider has answered
/// @param issues how often it issues, for each packet
/// @param slots  a lane each
public record ScheduledBundle(int address, boolean entry, boolean waits, double issues, List<Optional<Slot>> slots) {
    public ScheduledBundle {
        slots = List.copyOf(slots);
    }

    /// @param instruction place in the program's code of what it does the work of
    public record Slot(Operation operation, Optional<Integer> instruction, Optional<CLine> line, SlotReason reason) {}
}
