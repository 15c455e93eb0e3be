package xdp2rtl.core.maps;

import xdp2rtl.hdl.Component;

/// What a walk through the map memory reads next, or writes; `docs/machine.md`, section 6.
enum WalkStep {
    BUCKET, NEXT, KEY, META, ATOMIC_READ, ATOMIC_WRITE;

    /// Bits of a step.
    static final int WIDTH = Component.bitsFor(values().length - 1L);
}
