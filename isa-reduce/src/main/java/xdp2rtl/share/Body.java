package xdp2rtl.share;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.elf.Subprogram;

/// A function that is there once for several of its copies, while its calls are being found.
final class Body {
    final int id;
    final Subprogram function;
    /// The blocks that the copies begin with.
    final List<Integer> entries;
    /// The unit in which it begins.
    int entrance;
    /// The units that call it; a call's number is its place.
    final List<Integer> sites = new ArrayList<>();
    /// The units in which it ends.
    final List<Integer> ends = new ArrayList<>();

    Body(int id, Subprogram function, List<Integer> entries) {
        this.id = id;
        this.function = function;
        this.entries = List.copyOf(entries);
    }
}
