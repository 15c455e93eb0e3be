package xdp2rtl.engine;

import java.util.List;
import java.util.SortedMap;
import xdp2rtl.port.Emission;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Run;

/// A run in which every context has a packet.
///
/// @param contexts of all cores
/// @param run      its outcomes in the order of the packets, without what they leave for the host; per-CPU maps have a
///                 value for each context
/// @param before   what the maps held before the first packet, with as many values
/// @param left     what all packets together have left for the host
public record AtOnce(int contexts, Run run, SortedMap<String, MapContents> before, List<Emission> left) {
    public AtOnce {
        left = List.copyOf(left);
    }
}
