package xdp2rtl.engine.model;

import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Width;

/// What waits in a FIFO before the map unit or the divider.
sealed interface Request {
    ContextState context();

    record Lookup(ContextState context, MapOp op, int map, int flags, long low, long high) implements Request {}

    /// @param address physical
    record Atomic(ContextState context, AtomicOp op, Width width, int address, long value) implements Request {}

    record Divide(ContextState context, DivideOp op, Width width, long left, long right) implements Request {}
}
