package xdp2rtl.lower;

import java.util.List;

/// A call's key, as the graph holds it.
///
/// @param map    the place of the map that the call is made on, among the program's
/// @param origin the place of the call among the program's instructions
/// @param words  of 8 bytes each, the key's first byte lowest in the first; what is behind its last byte is 0
public record KeyUse(int map, int origin, List<Value> words) {
    public KeyUse { words = List.copyOf(words); }
}
