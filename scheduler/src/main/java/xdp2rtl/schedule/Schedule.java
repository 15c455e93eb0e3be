package xdp2rtl.schedule;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.CoreConfig;

/// A program as bundles, in the order of their addresses; it begins at address 0.
///
/// @param sources for each bundle and lane the step of the graph that the slot does; a move that hands a value on has
/// none
/// @param entries where regions begin, the program's entry first
public record Schedule(CoreConfig config, List<Bundle> bundles, List<List<Optional<SourceStep>>> sources,
        List<Entry> entries,
        ScheduleReport report) {
    public Schedule {
        bundles = List.copyOf(bundles);
        sources = sources.stream().map(List::copyOf).toList();
        entries = List.copyOf(entries);
    }

    /// The start of a region.
    ///
    /// @param block   the block of the graph that begins here
    /// @param address the address of its first bundle
    /// @param values  where the block's parameters and the values that are live at its start are: register number by
    /// value
    public record Entry(int block, int address, SortedMap<Integer, Integer> values) {
        public Entry { values = Collections.unmodifiableSortedMap(new TreeMap<>(values)); }
    }
}
