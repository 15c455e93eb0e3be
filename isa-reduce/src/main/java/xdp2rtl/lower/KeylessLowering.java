package xdp2rtl.lower;

import xdp2rtl.maps.Placement;
import xdp2rtl.verifier.Type;

/// bpf_map_push_elem, bpf_map_pop_elem and bpf_map_peek_elem, by the kind of map.
final class KeylessLowering {
    private static final int MAP = 1;

    private final Site site;
    private final MemoryLowering memory;
    private final LockLowering locks;
    private final ByteCopies copies;

    KeylessLowering(Site site, MemoryLowering memory, LockLowering locks, ByteCopies copies) {
        this.site = site;
        this.memory = memory;
        this.locks = locks;
        this.copies = copies;
    }

    Value push() {
        return placement() instanceof Placement.Filter filter ? filter(filter).push() : line().push();
    }

    Value pop() { return line().take(true); }

    Value peek() {
        return placement() instanceof Placement.Filter filter ? filter(filter).peek() : line().take(false);
    }

    private int place() { return ((Type.Map) site.type(MAP)).map(); }

    private Placement placement() { return site.layout.placement(place()); }

    private FilterLowering filter(Placement.Filter filter) { return new FilterLowering(site, memory, filter, place()); }

    private LineLowering line() {
        return new LineLowering(site, memory, locks, copies, (Placement.Line) placement(), place());
    }
}
