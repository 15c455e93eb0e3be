package xdp2rtl.report;

import java.util.List;
import xdp2rtl.compile.Compiled;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;

/// What a map takes of the map memory.
///
/// @param address of its first part, without the bit that marks what each context has of its own
/// @param bytes   of all parts, those of all contexts among them
public record MapPlace(MapSpec map, int address, boolean perContext, long bytes) {
    private static final int ADDRESS = 0x7fff_ffff;

    static List<MapPlace> all(Compiled compiled) {
        return compiled.layout().placements().stream().map(placement -> {
            int address = address(placement);
            long bytes = MapLayout.of(List.of(placement.map()), compiled.config()).usedBytes() - MapLayout.FIRST;
            return new MapPlace(placement.map(), address & ADDRESS, address < 0, bytes);
        }).toList();
    }

    private static int address(Placement placement) {
        return switch (placement) {
            case Placement.Array array -> array.address();
            case Placement.Hash hash -> hash.descriptor().buckets();
            case Placement.Ring ring -> ring.address();
            case Placement.Shared ring -> ring.address();
            case Placement.Line line -> line.address();
            case Placement.Filter filter -> filter.address();
            case Placement.Prefixes prefixes -> prefixes.table().root();
        };
    }
}
