package xdp2rtl.schedule;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import xdp2rtl.isa.Unit;

/// What keeps a path from being shorter.
///
/// @param text a word, or the units that all of a set of lanes share
public record Limit(String text) {
    /// Operations that wait for one another.
    static final Limit CHAIN = new Limit("chain");
    /// More operations than lanes.
    static final Limit LANES = new Limit("lanes");
    /// Values that have no register, so that operations wait for one.
    static final Limit REGISTERS = new Limit("registers");
    /// Rows that paths share until they part.
    static final Limit PATHS = new Limit("paths");

    /// Units, in the order of their declaration.
    static Limit units(Collection<Unit> units) {
        return new Limit(units.stream().distinct().sorted()
                .map(unit -> unit.name().toLowerCase(Locale.ROOT).replace('_', ' ')).collect(Collectors.joining("/")));
    }
}
