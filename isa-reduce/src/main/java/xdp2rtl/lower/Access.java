package xdp2rtl.lower;

import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;

/// A place in memory: `base + offset`.
///
/// @param nonFaulting whether a load here is known to be in range
/// @param alias as in [xdp2rtl.isa.Operation.Load]
record Access(Space space, Value base, int offset, Size size, boolean nonFaulting, int alias) {
    Access at(int distance, int bytes) {
        return new Access(space, base, offset + distance, sizeOf(bytes), nonFaulting, alias);
    }

    static Size sizeOf(int bytes) {
        return switch (bytes) {
            case 1 -> Size.B1;
            case 2 -> Size.B2;
            case 4 -> Size.B4;
            case 8 -> Size.B8;
            default -> throw new IllegalArgumentException("no access of " + bytes + " bytes");
        };
    }
}
