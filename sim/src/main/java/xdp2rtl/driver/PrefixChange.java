package xdp2rtl.driver;

import java.util.SortedMap;

/// A change of a table of prefixes, as words by address.
///
/// @param before  what no program looks at yet; can be written while packets run
/// @param atOnce  what must appear to programs at once, after that
public record PrefixChange(SortedMap<Integer, Long> before, SortedMap<Integer, Long> atOnce) {}
